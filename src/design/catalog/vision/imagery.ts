/**
 * What kind of pictures they are. It decides which changes leave the label true, what two pictures may have in common
 * that a test must not reward, and how far published weights carry.
 */
export interface Imagery {
  readonly id: 'photo' | 'medical' | 'industrial' | 'aerial' | 'document' | 'microscopy' | 'thermal'
  readonly name: string
  /** Words of a request that say so. */
  readonly words: RegExp
  /** What must stand on one side of a split, whole. */
  readonly group: string
  /** Changes in training that leave the label true. */
  readonly augmentation: string
  /** What shifts between training and use. */
  readonly shift: string
  /** The last test before it is trusted, on what training never saw. */
  readonly proof: string
  /** Looks like what ImageNet shows: published features carry over as they are. */
  readonly nearPhotos: boolean
}

const photo: Imagery = {
  id: 'photo',
  name: 'photos',
  words: /$^/,
  group: 'photos of one object, shoot or source',
  augmentation:
    'random crops (scale 0.6 to 1), horizontal flips where left and right mean the same, colour jitter, RandAugment (2 operations, magnitude 9; Cubuk et al., 2020)',
  shift: 'another camera, light and background',
  proof: 'images from the real camera in its real place',
  nearPhotos: true,
}

/** The first that a request names counts; photos where none does. */
const kinds: readonly Imagery[] = [
  {
    id: 'microscopy',
    name: 'microscope images',
    words: /\b(microscop|histolog|histopatholog|cytolog|cells?\b|petri|slides?\b|mikroskop|microscop)/i,
    group: 'images of one slide or specimen',
    augmentation:
      'flips, rotations by 90 degrees, small shifts of colour and stain (Tellez et al., 2019), blur',
    shift: 'another stain, scanner and laboratory',
    proof: 'slides of a laboratory that gave nothing to training',
    nearPhotos: false,
  },
  {
    id: 'medical',
    name: 'medical images',
    words:
      /(x-?rays?\b|\brontgen|\broentgen|röntgen|radiograph|radiolog|\bmri\b|\bct\b|\bscans?\b.*\b(patients?|hospitals?)|mammogra|ultrasound|retina|fundus|dermato|skin lesion|tumou?r|lesions?\b|endoscop|polyps?\b|irm\b)/i,
    group: 'images of one patient (and, for the final test, of one hospital or scanner)',
    augmentation:
      'rotations up to 10 degrees, scale 0.9 to 1.1, brightness and contrast within what scanners differ; no flips where the side of the body counts',
    shift: 'another scanner, protocol and patient group',
    proof: 'a hospital that gave nothing to training',
    nearPhotos: false,
  },
  {
    id: 'aerial',
    name: 'aerial images',
    words: /\b(satellite|aerial|drones?|uav|orthophoto|remote sensing|luftbild|sentinel-?2|landsat)/i,
    group: 'tiles of one region and flight',
    augmentation: 'flips, rotations by any angle, scale, haze, brightness',
    shift: 'another season, region, height and sensor',
    proof: 'a region and season that gave nothing to training',
    nearPhotos: false,
  },
  {
    id: 'thermal',
    name: 'thermal images',
    words: /\b(thermal|infrared|thermograph|warmebild|wärmebild)/i,
    group: 'images of one camera and session',
    augmentation: 'crops, flips, contrast and temperature range; no colour changes',
    shift: 'weather, another camera and calibration',
    proof: 'a camera that gave nothing to training',
    nearPhotos: false,
  },
  {
    id: 'industrial',
    name: 'inspection images',
    words:
      /\b(defects?|scratch\w*|cracks?|inspection|weld\w*|parts? on (the |a )?(line|belt|conveyor)|production line|assembly|pcbs?|castings?|surfaces?|fabric|textile|gutteile|defekt\w*|kratzer|fehlerhafte?|ausschuss|defauts?|rayures?|defectos?|factory|manufactur\w*)/i,
    group: 'images of one part, and of one production lot',
    augmentation:
      'shifts and rotations as far as the fixture allows them, brightness and blur; no crops that could cut the defect off',
    shift: 'another lot, tool wear, lens and light drift',
    proof: 'a lot that was made after the last training image',
    nearPhotos: false,
  },
  {
    id: 'document',
    name: 'scanned pages',
    words: /\b(documents?|invoices?|receipts?|handwrit\w*|scanned|forms?\b|licen[cs]e plates?|ocr)/i,
    group: 'pages of one template or writer',
    augmentation: 'small rotations and perspective, blur, noise, compression; no flips',
    shift: 'another scanner, template and paper',
    proof: 'templates that training never saw',
    nearPhotos: false,
  },
]

/** Frames that follow each other are almost the same image. */
const video = /\b(videos?|frames?|fps|cctv|footage|streams?|vidéos?|filme?n?)\b/i

/** @param request in the person's words */
export function imageryOf(request: string): Imagery {
  const kind = kinds.find(({ words }) => words.test(request)) ?? photo
  return video.test(request) ? { ...kind, group: `frames of one video and site, and ${kind.group}` } : kind
}
