import type { BackgroundChoice } from '@/lib/browser/store/state'
import type { SessionEnvironment } from './session-environment'

/** Where the build put what works on sound and picture (scripts/lib/processing.mjs); Next writes it in. */
const FOLDER = process.env.NEXT_PUBLIC_PROCESSING_PATH ?? ''

/** What works on sound and picture in a real browser. Each is fetched when it is first used, and not before. */
export function createProcessing(): Pick<
  SessionEnvironment,
  'startVoiceFilter' | 'createBackground' | 'shrinkPicture'
> {
  const loadStudio = onceLoaded(async () => {
    const { BackgroundStudio } = await import('@/lib/browser/background/background-studio')
    return new BackgroundStudio(FOLDER)
  })
  return {
    startVoiceFilter: async (input, options) => {
      const { createVoiceFilter } = await import('@/lib/browser/sound/start-voice-filter')
      return createVoiceFilter(FOLDER)(input, options)
    },
    createBackground: (choice, picture) => async (input, options) => {
      const studio = await loadStudio()
      if (choice === 'none' || choice === 'blur') return studio.blur()(input, options)
      return studio.picture(await readPicture(choice, picture))(input, options)
    },
    shrinkPicture: async (file) => {
      const { shrinkPicture } = await import('@/lib/browser/background/shrink-picture')
      return shrinkPicture(file)
    },
  }
}

async function readPicture(choice: Exclude<BackgroundChoice, 'none' | 'blur'>, picture: string | null) {
  const { drawScene } = await import('@/lib/browser/background/scenes')
  return choice === 'own' ? (picture ?? drawScene('dusk')) : drawScene(choice)
}

/** What could not be fetched is asked for again the next time. */
function onceLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null
      throw error
    })
    return loaded
  }
}
