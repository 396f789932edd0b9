'use client'

import Move from 'lucide-react/icons/move'
import { type PointerEvent, type ReactNode, useState } from 'react'
import { useAnnounce } from '@/components/ui/announcer'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useViewPreferences } from '@/components/view-preferences-context'
import type { Rect } from './layout-tiles'
import { type Corner, findNearestCorner, moveByKey, nextCorner } from './self-corner'
import { TileButton } from './tile-button'

interface Drag {
  readonly pointerId: number
  readonly startX: number
  readonly startY: number
  readonly byX: number
  readonly byY: number
}

interface FloatingFrameProps {
  label: string
  rect: Rect
  stage: { readonly width: number; readonly height: number }
  /** Floats; else it has its place among the others, and stays the same element, so that its picture is not cut. */
  isFloating: boolean
  children: ReactNode
}

/**
 * The own tile's place. Floating it is dragged with a pointer and snaps to the nearest corner, or goes from corner to corner by its
 * button: with the arrow keys or, at each press, round the stage. The corner is remembered.
 */
export function FloatingFrame({ label, rect, stage, isFloating, children }: FloatingFrameProps) {
  const t = useTranslator()
  const { preferences, change } = useViewPreferences()
  const announce = useAnnounce()
  const [drag, setDrag] = useState<Drag | null>(null)

  const moveTo = (corner: Corner) => {
    if (corner === preferences.selfCorner) return
    change({ selfCorner: corner })
    announce(t(`corner.${corner}`))
  }
  const handlePointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const isOnButton = event.target instanceof Element && event.target.closest('button') !== null
    if (!isFloating || event.button !== 0 || isOnButton) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ pointerId: event.pointerId, startX: event.clientX, startY: event.clientY, byX: 0, byY: 0 })
  }
  const handlePointerMove = (event: PointerEvent) => {
    if (drag?.pointerId !== event.pointerId) return
    setDrag({ ...drag, byX: event.clientX - drag.startX, byY: event.clientY - drag.startY })
  }
  const handlePointerUp = (event: PointerEvent) => {
    if (drag?.pointerId !== event.pointerId) return
    setDrag(null)
    const middle = { x: rect.x + rect.width / 2 + drag.byX, y: rect.y + rect.height / 2 + drag.byY }
    moveTo(findNearestCorner(middle, stage))
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls, and this is a picture
    <div
      role="group"
      aria-label={label}
      className={`tile ${isFloating ? 'tile-floating' : ''} ${drag === null ? '' : 'tile-dragged'}`}
      style={{
        left: rect.x,
        top: rect.y,
        width: rect.width,
        height: rect.height,
        translate: drag === null ? undefined : `${drag.byX}px ${drag.byY}px`,
      }}
      onPointerDown={handlePointerDown}
      onPointerMove={handlePointerMove}
      onPointerUp={handlePointerUp}
      onPointerCancel={() => setDrag(null)}
    >
      {children}
      {isFloating && (
        <div className="tile-actions">
          <TileButton
            label={t('tile.moveSelf')}
            icon={<Move />}
            onClick={() => moveTo(nextCorner(preferences.selfCorner))}
            onKeyDown={(event) => {
              moveTo(moveByKey(preferences.selfCorner, event.key))
              if (event.key.startsWith('Arrow')) event.preventDefault()
            }}
          />
        </div>
      )}
    </div>
  )
}
