'use client'

import Ban from 'lucide-react/icons/ban'
import ImagePlus from 'lucide-react/icons/image-plus'
import { type ReactNode, useId } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { SettingsSection } from '@/components/ui/settings-section'
import { VideoView } from '@/components/ui/video-view'
import { drawScene } from '@/lib/browser/background/scenes'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { BACKGROUND_CHOICES, type BackgroundChoice } from '@/lib/browser/store/state'

function Thumbnail({ choice, ownPicture }: { choice: BackgroundChoice; ownPicture: string | null }) {
  const address =
    choice === 'own' ? ownPicture : choice === 'none' || choice === 'blur' ? null : drawScene(choice)
  if (address !== null) {
    // biome-ignore lint/performance/noImgElement: a data URL that is drawn here has nothing that could be optimized
    return <img src={address} alt="" className="size-full object-cover" />
  }
  return choice === 'none' ? (
    <Ban className="size-6" aria-hidden="true" />
  ) : (
    <span className="size-10 rounded-full bg-accent blur-sm" aria-hidden="true" />
  )
}

interface BackgroundCardProps {
  group: string
  choice: BackgroundChoice
  children: ReactNode
}

function BackgroundCard({ group, choice, children }: BackgroundCardProps) {
  const t = useTranslator()
  const { setBackground } = useCallActions()
  const isChosen = useCall((state) => state.background === choice)
  return (
    <label className="relative flex min-w-0 cursor-pointer flex-col gap-1 text-center text-sm">
      <input
        type="radio"
        name={group}
        className="peer absolute inset-0 z-10 size-full cursor-pointer opacity-0"
        checked={isChosen}
        onChange={() => setBackground(choice)}
      />
      <span className="grid aspect-video place-items-center overflow-clip rounded-xl border-2 border-line bg-sunken text-ink-soft peer-checked:border-accent peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2">
        {children}
      </span>
      <span className="truncate">{t(`background.${choice}`)}</span>
    </label>
  )
}

/** What stands behind the person in their picture, with that picture as the others see it, mirrored. */
export function BackgroundSettings() {
  const t = useTranslator()
  const group = useId()
  const { bringPicture } = useCallActions()
  const stream = useCall(({ media }) => media.previewStream)
  const isStarting = useCall(({ media }) => media.camera.isStarting)
  const ownPicture = useCall((state) => state.ownPicture)
  const choices = BACKGROUND_CHOICES.filter((choice) => choice !== 'own' || ownPicture !== null)
  return (
    <SettingsSection title={t('settings.background')}>
      <div className="relative aspect-video flex-none overflow-clip rounded-xl bg-tile text-tile-ink">
        <VideoView
          stream={stream}
          testId="background-preview"
          label={t('background.preview')}
          isMuted
          className="mirrored"
        />
        {stream === null && (
          <p role="status" className="absolute inset-0 grid place-items-center">
            {isStarting ? t('preview.starting') : t('preview.off')}
          </p>
        )}
      </div>
      <fieldset className="grid grid-cols-3 gap-3">
        <legend className="sr-only">{t('settings.background')}</legend>
        {choices.map((choice) => (
          <BackgroundCard key={choice} group={group} choice={choice}>
            <Thumbnail choice={choice} ownPicture={ownPicture} />
          </BackgroundCard>
        ))}
      </fieldset>
      <label className="button button-quiet has-focus-visible:outline-2 has-focus-visible:outline-accent">
        <ImagePlus className="size-5" aria-hidden="true" />
        {t('background.bring')}
        <input
          type="file"
          accept="image/*"
          className="sr-only"
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file !== undefined) bringPicture(file)
            // The same file may be brought again.
            target.value = ''
          }}
        />
      </label>
      <p className="text-sm text-ink-soft">{t('background.hint')}</p>
    </SettingsSection>
  )
}
