'use client'

import './globals.css'
import { MessagePage } from '@/components/ui/message-page'

/** Stands in for the layout when that itself broke; the language is not known then, so it speaks both. */
export default function GlobalErrorPage() {
  return (
    <html lang="en">
      <body>
        <MessagePage
          title="This page stumbled"
          text="Something broke in the page itself. Loading it again usually mends it."
          level="alert"
          code="page-crashed"
        >
          <p lang="zh-CN">页面出错了。重新加载通常可以恢复。</p>
          <button type="button" className="button button-primary" onClick={() => location.reload()}>
            Load it again · <span lang="zh-CN">重新加载</span>
          </button>
        </MessagePage>
      </body>
    </html>
  )
}
