import { describe, expect, it } from 'vitest'
import { ConfigurationError } from './configuration-error'
import { parseEnvironment } from './env'

describe('environment', () => {
  it('has a default for everything, and none that contacts a third party', () => {
    expect(parseEnvironment({ PATH: '/bin', EARSHOT_TURN_URLS: '', EARSHOT_SECRET: undefined })).toEqual({
      isDevelopment: false,
      port: 3000,
      host: undefined,
      redisUrl: null,
      dataDirectory: './data',
      logLevel: 'info',
      trustedProxies: 0,
      secret: undefined,
      stunUrls: [],
      turn: null,
      icePolicy: 'all',
      maxParticipants: 8,
      graceMs: 30_000,
      drainMs: 0,
      metricsToken: null,
      isInstantAnswerOn: true,
    })
  })

  it('reads every setting of the contract', () => {
    expect(
      parseEnvironment({
        NODE_ENV: 'development',
        PORT: '8080',
        HOST: '127.0.0.1',
        REDIS_URL: 'rediss://earshot:hush@redis.example:6380/2',
        DATA_DIR: '/srv/earshot',
        LOG_LEVEL: 'debug',
        TRUST_PROXY: 'true',
        EARSHOT_SECRET: 'sixteen letters!',
        EARSHOT_STUN_URLS: 'stun:one.example:3478, stuns:two.example:5349',
        EARSHOT_TURN_URLS: 'turn:turn.example:3478?transport=tcp',
        EARSHOT_TURN_SECRET: 'shared',
        EARSHOT_TURN_TTL_SECONDS: '600',
        EARSHOT_ICE_POLICY: 'relay',
        EARSHOT_MAX_PARTICIPANTS: '4',
        EARSHOT_GRACE_SECONDS: '0',
        EARSHOT_DRAIN_SECONDS: '20',
        EARSHOT_METRICS_TOKEN: 'sixteen letters!!',
        EARSHOT_INSTANT_ANSWER: '0',
      }),
    ).toEqual({
      isDevelopment: true,
      port: 8080,
      host: '127.0.0.1',
      redisUrl: 'rediss://earshot:hush@redis.example:6380/2',
      dataDirectory: '/srv/earshot',
      logLevel: 'debug',
      trustedProxies: 1,
      secret: 'sixteen letters!',
      stunUrls: ['stun:one.example:3478', 'stuns:two.example:5349'],
      turn: { urls: ['turn:turn.example:3478?transport=tcp'], secret: 'shared', ttlSeconds: 600 },
      icePolicy: 'relay',
      maxParticipants: 4,
      graceMs: 0,
      drainMs: 20_000,
      metricsToken: 'sixteen letters!!',
      isInstantAnswerOn: false,
    })
  })

  it.each([
    ['EARSHOT_TURN_URL', { EARSHOT_TURN_URL: 'turn:turn.example' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '3000x' }],
    ['PORT', { PORT: '-1' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'maybe' }],
    ['REDIS_URL', { REDIS_URL: 'localhost:6379' }],
    ['REDIS_URL', { REDIS_URL: 'redis://' }],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost/rooms' }],
    ['EARSHOT_SECRET', { EARSHOT_SECRET: 'short' }],
    ['EARSHOT_STUN_URLS', { EARSHOT_STUN_URLS: 'turn:turn.example' }],
    ['EARSHOT_STUN_URLS', { EARSHOT_STUN_URLS: 'stun:one.example,https://two.example' }],
    ['EARSHOT_TURN_URLS', { EARSHOT_TURN_URLS: 'stun:one.example', EARSHOT_TURN_SECRET: 's' }],
    ['EARSHOT_TURN_SECRET', { EARSHOT_TURN_URLS: 'turn:turn.example' }],
    ['EARSHOT_TURN_URLS', { EARSHOT_TURN_SECRET: 'shared' }],
    ['EARSHOT_TURN_TTL_SECONDS', { EARSHOT_TURN_TTL_SECONDS: '59' }],
    ['EARSHOT_ICE_POLICY', { EARSHOT_ICE_POLICY: 'none' }],
    ['EARSHOT_ICE_POLICY', { EARSHOT_ICE_POLICY: 'relay' }],
    ['EARSHOT_MAX_PARTICIPANTS', { EARSHOT_MAX_PARTICIPANTS: '1' }],
    ['EARSHOT_MAX_PARTICIPANTS', { EARSHOT_MAX_PARTICIPANTS: '65' }],
    ['EARSHOT_GRACE_SECONDS', { EARSHOT_GRACE_SECONDS: '1.5' }],
    ['EARSHOT_DRAIN_SECONDS', { EARSHOT_DRAIN_SECONDS: '3601' }],
    ['EARSHOT_METRICS_TOKEN', { EARSHOT_METRICS_TOKEN: 'short' }],
  ])('stops the start with one line that begins with %s for %o', (name, variables) => {
    const parse = () => parseEnvironment(variables)
    expect(parse).toThrow(ConfigurationError)
    expect(parse).toThrow(new RegExp(`^${name}: .+$`))
  })

  it('does not repeat a secret in what it says', () => {
    expect(() => parseEnvironment({ EARSHOT_SECRET: 'hush' })).not.toThrow(/hush/)
    expect(() => parseEnvironment({ REDIS_URL: 'rediss://:hush@' })).not.toThrow(/hush/)
  })
})
