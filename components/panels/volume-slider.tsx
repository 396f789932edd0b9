'use client'

import Volume from 'lucide-react/icons/volume-2'
import VolumeOff from 'lucide-react/icons/volume-x'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/** How loud somebody is played here, and here alone. */
export function VolumeSlider({ id, name }: { id: string; name: string }) {
  const t = useTranslator()
  const { setVolume } = useCallActions()
  const volume = useCall(({ sound }) => sound.volumes[id] ?? 1)
  const percent = Math.round(volume * 100)
  const Icon = volume === 0 ? VolumeOff : Volume
  return (
    <div className="flex min-h-11 items-center gap-3 text-sm text-ink-soft">
      <Icon className="size-5 flex-none" aria-hidden="true" />
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={percent}
        aria-label={t('sound.volumeOf', { name })}
        aria-valuetext={t('sound.percent', { percent })}
        className="h-11 min-w-0 flex-1 cursor-pointer accent-accent"
        onChange={(event) => setVolume(id, event.target.valueAsNumber / 100)}
      />
      <span className="w-12 flex-none text-right tabular-nums" aria-hidden="true">
        {t('sound.percent', { percent })}
      </span>
    </div>
  )
}
