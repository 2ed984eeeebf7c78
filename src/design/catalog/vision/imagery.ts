/**
 * What kind of pictures they are. It decides which changes leave the label true, what two pictures may have in common
 * that a test must not reward, what has to be kept of the files, and how far published weights carry.
 */
import type { Noun } from '../problem.js'
import type { Goal } from './problem.js'

export interface Imagery {
  readonly id:
    | 'photo'
    | 'medical'
    | 'industrial'
    | 'aerial'
    | 'document'
    | 'cut-out'
    | 'microscopy'
    | 'thermal'
  readonly name: Noun
  /** Words of a request that say so, in the languages that are read. */
  readonly words: RegExp
  /** What must stand on one side of a split, whole. */
  readonly group: string
  /** Changes in training that leave the label true. */
  readonly augmentation: string
  /** What shifts between training and use. */
  readonly shift: string
  /** The last test before it is trusted, on what training never saw. */
  readonly proof: string
  /** What is easily lost of such files before a network sees them. */
  readonly keep?: string
  /** Looks like what ImageNet shows: published features carry over as they are. */
  readonly nearPhotos: boolean
  /** One channel, or more than the three of a photo. */
  readonly channels?: 'one' | 'many'
}

const photo: Imagery = {
  id: 'photo',
  name: { one: 'photo', many: 'photos' },
  words: /$^/,
  group: 'photos of one object, shoot or source',
  augmentation:
    'random crops (scale 0.6 to 1), horizontal flips where left and right mean the same, colour jitter, RandAugment (2 operations, magnitude 9; Cubuk et al., 2020)',
  shift: 'another camera, light and background',
  proof: 'images from the real camera in its real place',
  nearPhotos: true,
}

/** Lines that are cut out of photos: meters, plates, labels. */
const cutOut: Imagery = {
  id: 'cut-out',
  name: { one: 'cut-out line', many: 'cut-out lines' },
  words: /$^/,
  group: 'images of one thing that is read, and of one camera',
  augmentation: 'small rotations and perspective, blur, noise, glare, compression; no flips',
  shift: 'another typeface, dirt, light and camera',
  proof: 'things and a camera that training never saw',
  nearPhotos: false,
}

/** The first that a request names counts; photos where none does. */
const kinds: readonly Imagery[] = [
  {
    id: 'microscopy',
    name: { one: 'microscope image', many: 'microscope images' },
    words:
      /\b(m[iy][ck]ros[ck]op|histolog|histopatholog|cytolog|cells?\b|petri|slides?\b)|顕微鏡|显微|현미경|микроскоп|सूक्ष्मदर्शी/i,
    group: 'images of one slide or specimen',
    augmentation:
      'flips, rotations by 90 degrees, small shifts of colour and stain (Tellez et al., 2019), blur',
    shift: 'another stain, scanner and laboratory',
    proof: 'slides of a laboratory that gave nothing to training',
    keep: 'the size of a pixel in micrometres is kept, and all are scaled to one',
    nearPhotos: false,
    channels: 'one',
  },
  {
    id: 'medical',
    name: { one: 'medical image', many: 'medical images' },
    words:
      /(x-?rays?\b|\brontgen|\broentgen|röntgen|rentgen|radiogra|radiolog|\bmri\b|\bct\b|\bscans?\b.*\b(patients?|hospitals?)|mam+ogra|ultras(o|ch)|ecogra|échogra|retina|rétin|netzhaut|fundus|dermato|skin lesion|hautkrebs|tumou?r|lesions?\b|lésions?\b|endoscop|endoskop|polyps?\b|irm\b|tomogra|レントゲン|内視鏡|医用画像|医学影像|x光|엑스레이|рентген|एक्स-?रे)/i,
    group: 'all images of one patient or, in the final test, of one hospital',
    augmentation:
      'rotations up to 10 degrees, scale 0.9 to 1.1, brightness and contrast within what scanners differ; no flips where the side of the body counts',
    shift: 'another scanner, protocol and patient group',
    proof: 'a hospital that gave nothing to training',
    keep: 'of DICOM files the window and the photometric interpretation are applied, and text that is burnt in is masked',
    nearPhotos: false,
    channels: 'one',
  },
  {
    id: 'aerial',
    name: { one: 'aerial image', many: 'aerial images' },
    words:
      /\b(sat[eé]l+it|aerial|a[eé]re[ao]s?\b|a[eé]rien|drones?\b|drohne|uav|orthophoto|ortofoto|remote sensing|luftbild|sentinel-?2|landsat)|衛星|卫星|航空写真|航拍|無人機|无人机|ドローン|위성|드론|спутник|उपग्रह/i,
    group: 'tiles of one region and flight',
    augmentation: 'flips, rotations by any angle, scale, haze, brightness',
    shift: 'another season, region, height and sensor',
    proof: 'a region and season that gave nothing to training',
    keep: 'of GeoTIFF files the projection, the bands and the size of a pixel on the ground are kept, and clouds are masked',
    nearPhotos: false,
    channels: 'many',
  },
  {
    id: 'thermal',
    name: { one: 'thermal image', many: 'thermal images' },
    words:
      /\b(thermal|infrared|infrarot|infrarroj|infrarouge|thermogra|termogra|t[eé]rmic[ao]s?\b|thermi(k|qu)|w[aä]rmebild)/i,
    group: 'images of one camera and session',
    augmentation: 'crops, flips, contrast and temperature range; no colour changes',
    shift: 'weather, another camera and calibration',
    proof: 'a camera that gave nothing to training',
    keep: 'temperatures are kept, not the colours that a viewer paints them in',
    nearPhotos: false,
    channels: 'one',
  },
  {
    id: 'industrial',
    name: { one: 'inspection image', many: 'inspection images' },
    words:
      /\b(defects?|scratch\w*|cracks?|inspection|weld\w*|parts? on (the |a )?(line|belt|conveyor)|production line|assembly|pcbs?|castings?|surfaces?|fabric|textile|gutteile|defekt\w*|kratzer|fehlerhafte?|ausschuss|montage|schwei[sß]+n\w*|d[ée]fauts?|rayures?|soudures?|pi[èe]ces?|defectos?|soldaduras?|rayones|defeitos?|esteira|difett[oi]|saldatur\w*|wad[ay]?|factory|fabrik|usine|f[aá]bricas?|manufactur\w*)\b|外観検査|不良品|欠陥|缺陷|결함|불량|дефект|दोष/i,
    group: 'images of one part, and of one production lot',
    augmentation:
      'shifts and rotations as far as the fixture allows them, brightness and blur; no crops that could cut the defect off',
    shift: 'another lot, tool wear, lens and light drift',
    proof: 'a lot that was made after the last training image',
    keep: 'exposure, lens and light are fixed and written beside every image',
    nearPhotos: false,
  },
  {
    id: 'document',
    name: { one: 'scanned page', many: 'scanned pages' },
    words:
      /\b(documents?|documentos?|dokument\w*|documenti|invoices?|receipts?|rechnung\w*|factur\w*|fattur\w*|handwrit\w*|handschrift\w*|scanned|forms?\b|licen[cs]e plates?|ocr)|領収書|請求書|发票|文書/i,
    group: 'pages of one template or writer',
    augmentation: 'small rotations and perspective, blur, noise, compression; no flips',
    shift: 'another scanner, template and paper',
    proof: 'templates that training never saw',
    keep: 'pages are turned upright and brought to one resolution',
    nearPhotos: false,
  },
]

/** Frames that follow each other are almost the same image. */
const video = /\b(videos?|frames?|fps|cctv|footage|streams?|vidéos?|filme?n?)\b/i
/** What is counted are pages, forms or documents, or what somebody wrote by hand. */
const pages =
  /\b(?:pages?|forms?|documents?|scans?|scanned|letters|invoices|receipts|seiten|formulare?|dokumente|p[áa]ginas?|formularios?|documentos|formulaires?|documents|pagine|moduli|documenti|handwrit\w*|handschrift\w*|manuscrit\w*|manoscritt\w*|hand[- ]written|writers?)\b/i

/** Of what moves, what a split must keep together is the recording and who is in it. */
const ofGoal: Partial<Record<Goal, string>> = {
  watch: 'clips of one recording, person and place',
  pose: 'images of one person and session',
  retrieve: 'images that labels join, directly or through others,',
}

/**
 * @param request in the person's words
 * @param goal what is answered for an image
 */
export function imageryOf(request: string, goal: Goal): Imagery {
  if (goal === 'read' && !pages.test(request)) return cutOut
  const kind = kinds.find(({ words }) => words.test(request)) ?? photo
  if (kind === photo && ofGoal[goal]) return { ...photo, group: ofGoal[goal] }
  if (goal === 'watch' || !video.test(request)) return kind
  return kind === photo
    ? { ...photo, name: { one: 'frame', many: 'frames' }, group: 'frames of one camera, day and recording' }
    : { ...kind, group: `frames of one recording, and ${kind.group}` }
}
