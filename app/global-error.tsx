'use client'

import './globals.css'

/** Stands in for the layout when that itself broke; the language is not known then, so it speaks both. */
export default function GlobalErrorPage() {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-6 p-4">
          <div role="alert" data-code="page-crashed">
            <h1 className="mb-3 text-4xl">This page stumbled</h1>
            <p>Something broke in the page itself. Loading it again usually mends it.</p>
            <p lang="zh-CN">页面出错了。重新加载通常可以恢复。</p>
          </div>
          <button
            type="button"
            className="button button-primary self-start"
            onClick={() => location.reload()}
          >
            Load it again · <span lang="zh-CN">重新加载</span>
          </button>
        </main>
      </body>
    </html>
  )
}
