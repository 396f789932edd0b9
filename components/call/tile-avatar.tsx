import { Avatar } from '@/components/ui/avatar'
import type { Rect } from './layout-tiles'

/** Covers a tile's picture by the person's initials. */
export function TileAvatar({ id, name, rect }: { id: string; name: string; rect: Rect }) {
  const isSmall = Math.min(rect.width, rect.height) < 160
  return (
    <div className="absolute inset-0 grid place-items-center bg-tile">
      <Avatar id={id} name={name} className={isSmall ? 'size-12 text-lg' : 'size-24 text-4xl'} />
    </div>
  )
}
