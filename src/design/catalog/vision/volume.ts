/** Whether images are volumes of slices (CT, MRI), and how many slices one has. */
export interface Volume {
  readonly slices: number
  /** Longer side of a slice in pixels with the words that say it, where somebody did. */
  readonly side?: { readonly pixels: number; readonly words: string }
}

const words = /\b(3-?d|volum\w*|voxels?|volúmen\w*)\b/i
const medical = /\b(ct|mri|irm|tomogra\w*|scans?|kernspin)\b/i
const sizes = /(\d{2,4})\s*[x×*]\s*(\d{2,4})\s*[x×*]\s*(\d{1,4})/i
/** Of a scan where nobody said. */
const usualSlices = 100

/** @param request in the person's words; undefined for single images */
export function volumeOf(request: string): Volume | undefined {
  const said = sizes.exec(request)
  const depth = Number(said?.[3] ?? 0)
  // 512 x 512 x 3 is a colour image.
  if (said && depth > 4)
    return {
      slices: depth,
      side: { pixels: Math.max(Number(said[1]), Number(said[2])), words: said[0] },
    }
  return words.test(request) && medical.test(request) ? { slices: usualSlices } : undefined
}
