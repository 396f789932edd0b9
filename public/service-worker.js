/*
 * Makes Earshot a program that a device can install, and nothing else. It hears no `fetch`, so that every page comes from the server
 * as it is now, and no page, script or call is ever kept by it. See docs/decisions/0032-the-app-keeps-nothing.md.
 */
addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))))
})
