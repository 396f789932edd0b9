/**
 * Shows a notification of the operating system where the person has allowed it. Some phones have the API but refuse its constructor.
 * @returns Takes it away.
 */
export function showRingNotification(title: string, body: string): () => void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return () => {}
  try {
    const notification = new Notification(title, { body, tag: 'earshot-ring' })
    notification.onclick = () => {
      window.focus()
      notification.close()
    }
    return () => notification.close()
  } catch {
    return () => {}
  }
}
