const WIDTH = 1_280
const HEIGHT = 720
const QUALITY = 0.8

/**
 * Makes a person's picture small enough to be kept, cut to the shape of a camera's. Rejects what is no picture.
 * @returns A data URL (JPEG), of which what the file said beside the picture, such as where it was taken, is no part.
 */
export async function shrinkPicture(file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file)
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const scale = Math.max(WIDTH / bitmap.width, HEIGHT / bitmap.height)
  const [width, height] = [bitmap.width * scale, bitmap.height * scale]
  canvas.getContext('2d')?.drawImage(bitmap, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height)
  bitmap.close()
  return canvas.toDataURL('image/jpeg', QUALITY)
}
