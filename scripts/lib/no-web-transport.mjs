/** Stands in the page's bundle for Socket.IO's third transport, which the server does not speak. */
export const WT = null
