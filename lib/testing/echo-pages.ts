import type { Pages } from '@/lib/server/ops/pages'

/** Shows the policy that pages get to see, in place of Next. */
export const echoPages: Pages = {
  async handle(request, response) {
    if (request.url === '/broken') throw new Error('A page that fails')
    response.end(request.headers['content-security-policy'])
  },
  handleUpgrade: () => false,
  close: async () => {},
}
