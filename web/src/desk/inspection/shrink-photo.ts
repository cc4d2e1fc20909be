const longestSide = 1920
const quality = 0.82

/**
 * A photo small enough for a poor line. What a camera writes into its files, such as the place, isn't in it any more.
 * @throws when it is no picture that this browser reads
 */
export async function shrink (file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return await blobOf(canvas, 'image/jpeg')
}

export async function blobOf (canvas: HTMLCanvasElement, type: 'image/jpeg' | 'image/png'): Promise<Blob> {
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => blob === null ? reject(new Error('the canvas is too large')) : resolve(blob), type, quality)
  })
}
