import { Avatar } from '@/components/ui/avatar'
import { pickHue } from '@/components/ui/avatar-face'
import type { Rect } from './layout-tiles'

/** Covers a tile's picture by the person's initials. */
export function TileAvatar({ id, name, rect }: { id: string; name: string; rect: Rect }) {
  const isSmall = Math.min(rect.width, rect.height) < 160
  return (
    <div className={`tile-tinted hue-${pickHue(id)} absolute inset-0 grid place-items-center`}>
      <Avatar id={id} name={name} className={isSmall ? 'size-12 text-lg' : 'size-24 text-4xl'} />
    </div>
  )
}
