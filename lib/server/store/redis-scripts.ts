/** The name under which a log entry is emitted on every node: a server-side event of Socket.IO. */
export const LOG_EVENT = 'earshot:log'

/** Entries that the log holds at most; a node that is further behind drops its sockets, and they come back. */
export const LOG_LENGTH = 10_000

/** How long entries are held: a node that is further behind has been given up. Milliseconds. */
const LOG_KEPT_MS = 60_000

/** With the last node the log ends too: what it told is nobody's any more. Beats come far more often. Milliseconds. */
const LOG_LEFT_MS = 10 * 60_000

/**
 * Appends one entry to the log, in the form in which Socket.IO's Redis streams adapter writes a server-side event (as its
 * emitter package does: from no node, so that every node takes it, its writer too). Entries are numbered without a gap.
 */
const APPEND = `
local function append(log, stream, made, body)
  local seq = redis.call('HINCRBY', log, 'seq', 1)
  redis.call('HSETNX', log, 'run', made)
  local run = redis.call('HGET', log, 'run')
  local head = '{"seq":' .. string.format('%.0f', seq) .. ',"run":"' .. run .. '"}'
  redis.call('XADD', stream, 'MAXLEN', '~', '${LOG_LENGTH}', '*', 'uid', 'emitter', 'nsp', '/', 'type', '9',
    'data', '{"packet":["${LOG_EVENT}",' .. head .. ',' .. body .. ']}')
  return {seq, run}
end
`

/**
 * Keeps a changed room and tells the change, both or neither.
 *
 * KEYS room, log, stream, counts, deadlines, bare, set, nodes. ARGV the facts of the change as JSON (numbers as text: Lua would
 * round them), the record, the log entry's body, then payload fields and values in turn.
 * Returns `{'kept', seq, run}`, or `{'conflict'}` (somebody else changed the room), `{'full'}`, `{'node-unknown'}`.
 */
export const COMMIT_SCRIPT = `${APPEND}
local room, log, stream, counts, deadlines, bare, set, nodes = unpack(KEYS)
local change = cjson.decode(ARGV[1])
local before = redis.call('HMGET', room, 'version', 'isOpen', 'participants', 'offers', 'nodes')
if (before[1] or '') ~= change.version then return {'conflict'} end

local were, are = {}, {}
for id in string.gmatch(before[5] or '', '%S+') do were[id] = true end
for _, id in ipairs(change.nodes) do
  are[id] = true
  if not were[id] and not redis.call('ZSCORE', nodes, id) then return {'node-unknown'} end
end

if change.keep ~= 'same' then
  local wasOpen, isOpen = before[2] == '1', change.keep == 'open'
  if isOpen and not wasOpen
    and tonumber(redis.call('HGET', counts, 'rooms') or '0') >= tonumber(change.maxRooms) then return {'full'} end
  local isKept = redis.call('ZSCORE', bare, change.roomId) or redis.call('ZSCORE', set, change.roomId)
  if change.keep ~= 'nothing' and not isKept
    and redis.call('ZCARD', bare) + redis.call('ZCARD', set) >= tonumber(change.maxRemembered) then
    local hasMadeWay = false
    for _, old in ipairs(redis.call('ZRANGE', bare, 0, 9)) do
      if not hasMadeWay and redis.call('HGET', change.roomPrefix .. old, 'isOpen') ~= '1' then
        redis.call('DEL', change.roomPrefix .. old)
        redis.call('ZREM', bare, old)
        hasMadeWay = true
      end
    end
    if not hasMadeWay then return {'full'} end
  end

  redis.call('HINCRBY', counts, 'rooms', (isOpen and 1 or 0) - (wasOpen and 1 or 0))
  redis.call('HINCRBY', counts, 'participants', tonumber(change.participants) - tonumber(before[3] or '0'))
  redis.call('HINCRBY', counts, 'offers', tonumber(change.offers) - tonumber(before[4] or '0'))
  if not isOpen then redis.call('DEL', room) end
  if change.keep ~= 'nothing' then
    redis.call('HSET', room, 'version', change.commitId, 'record', ARGV[2], 'isOpen', isOpen and '1' or '0',
      'participants', change.participants, 'offers', change.offers, 'nodes', table.concat(change.nodes, ' '))
    for i = 4, #ARGV, 2 do redis.call('HSET', room, ARGV[i], ARGV[i + 1]) end
    if isOpen then for _, field in ipairs(change.dropped) do redis.call('HDEL', room, field) end end
    redis.call('ZADD', change.isBare and bare or set, change.forgetAt, change.roomId)
    redis.call('ZREM', change.isBare and set or bare, change.roomId)
  else
    redis.call('ZREM', bare, change.roomId)
    redis.call('ZREM', set, change.roomId)
  end
  if change.deadline ~= '' then redis.call('ZADD', deadlines, change.deadline, change.roomId)
  else redis.call('ZREM', deadlines, change.roomId) end
  for id in pairs(were) do
    if not are[id] then redis.call('SREM', change.nodePrefix .. id, change.roomId) end
  end
  for id in pairs(are) do redis.call('SADD', change.nodePrefix .. id, change.roomId) end
end

local position = append(log, stream, change.commitId, ARGV[3])
if change.keep ~= 'same' and change.keep ~= 'nothing' then
  redis.call('HSET', room, 'seq', position[1], 'run', position[2])
end
return {'kept', position[1], position[2]}
`

/** Forgets a room that is due and in which nobody is. KEYS room, bare, set. ARGV room id, now. Returns 1 where somebody is. */
export const FORGET_SCRIPT = `
if redis.call('HGET', KEYS[1], 'isOpen') == '1' then return 1 end
local forgetAt = redis.call('ZSCORE', KEYS[2], ARGV[1]) or redis.call('ZSCORE', KEYS[3], ARGV[1])
if forgetAt and tonumber(forgetAt) < tonumber(ARGV[2]) then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZREM', KEYS[3], ARGV[1])
end
return 0
`

/**
 * A node's sign of life, told through the log so that it proves the whole way. KEYS nodes, log, stream. ARGV node id, `1` where
 * the node is new, after how many milliseconds a silent node is dead, the entry's body, a made run.
 * Returns `{'node-unknown'}` where the node was given up meanwhile, else `{'kept', id, reason, …}` with the nodes that are dead:
 * `retired` by their own word, or `silent`.
 */
export const BEAT_SCRIPT = `${APPEND}
local nodes, log, stream = unpack(KEYS)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
if ARGV[2] ~= '1' then
  local last = redis.call('ZSCORE', nodes, ARGV[1])
  if not last or tonumber(last) == 0 then return {'node-unknown'} end
end
redis.call('ZADD', nodes, string.format('%.0f', now), ARGV[1])
redis.call('XTRIM', stream, 'MINID', '~', string.format('%.0f', now - ${LOG_KEPT_MS}))
append(log, stream, ARGV[5], ARGV[4])
redis.call('PEXPIRE', stream, ${LOG_LEFT_MS})
local reply = {'kept'}
local dead = redis.call('ZRANGE', nodes, '-inf', string.format('%.0f', now - tonumber(ARGV[3])), 'BYSCORE', 'WITHSCORES')
for i = 1, #dead, 2 do
  reply[#reply + 1] = dead[i]
  reply[#reply + 1] = tonumber(dead[i + 1]) == 0 and 'retired' or 'silent'
end
return reply
`

/** A node takes leave: others may do at once what is due to its end. KEYS nodes, log, stream. ARGV node id, body, a made run. */
export const RETIRE_SCRIPT = `${APPEND}
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then redis.call('ZADD', KEYS[1], '0', ARGV[1]) end
append(KEYS[2], KEYS[3], ARGV[3], ARGV[2])
return 1
`

/** Strikes a dead node off where nobody is anywhere through it any more. KEYS nodes, the node's rooms. ARGV node id. */
export const STRIKE_SCRIPT = `
if redis.call('SCARD', KEYS[2]) > 0 then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])
`
