/** Sizes of pictures and sounds: pixels, clip length, sampling rate, hours of recordings; and how often things run. */
import type { Brief } from './brief.js'
import { type Draft, put } from './draft.js'
import { counted } from './facts.js'
import { findAfter, findBefore, isNear, wordAt } from './near.js'
import type { Quantity } from './quantities.js'
import { secondsPer } from './units.js'

/** Clips and hours of recordings are read before other times: no horizon is meant. */
export function readRecordings(draft: Draft, quantities: readonly Quantity[]): void {
  for (const quantity of quantities) {
    if (quantity.unit.kind !== 'time' || quantity.value <= 0 || draft.used.has(quantity.first)) continue
    if (!readClip(draft, quantity)) readHours(draft, quantity)
  }
}

const clipNouns =
  /^(tracks?|songs?|clips?|snippets?|excerpts?|utterances?|recordings?|windows?|segments?|chunks?|audio|samples?|clip|ausschnitten?|ausschnitte?|extraits?|sound)$/
const longestClip = 600

/** "5 s clips", "clips of 2 s", "10-second audio snippets". */
function readClip(draft: Draft, { first, last, value, unit }: Quantity): boolean {
  if (unit.kind !== 'time') return false
  const seconds = value * secondsPer[unit.unit]
  if (seconds > longestClip || seconds < 0.05) return false
  const { tokens, brief } = draft
  const after = wordAt(tokens, last + 1) === '-' ? last + 2 : last + 1
  const word = wordAt(tokens, after)
  const following =
    clipNouns.test(word) &&
    (/^(clips?|snippets?|excerpts?|utterances?|tracks?|ausschnitten?|ausschnitte?)$/.test(word) ||
      clipNouns.test(wordAt(tokens, after + 1)) ||
      hearing.test(wordAt(tokens, after)))
  const preceding =
    /^(clips?|snippets?|excerpts?|utterances?|recordings?)$/.test(wordAt(tokens, first - 2)) &&
    /^(of|mit|with|de|di|von|van|a|z|o|po)$/.test(wordAt(tokens, first - 1))
  // "3 s of speech"
  const heard = word === 'of' && /^(speech|audio|sound|voice)$/.test(wordAt(tokens, after + 1))
  const long = /^(long)$/.test(word) && isNear(tokens, { first, last }, 4, /^(clips?|snippets?|recordings?)$/)
  const typical = typicalClip(tokens, first, last)
  if (!following && !preceding && !long && !heard && typical === undefined) return false
  const [from, to] = preceding
    ? [first - 2, last]
    : following || long || heard
      ? [first, heard ? after + 1 : after]
      : [Math.min(first, typical ?? first), Math.max(last, typical ?? last)]
  brief.data.clipSeconds = put(draft, 'clip length', seconds, from, to)
  return true
}
const pieces =
  /^(clips?|snippets?|excerpts?|utterances?|recordings?|segments?|songs?|tracks?|sounds?|calls|files|samples)$/
const typicals =
  /^(\(|,|avg|average|mean|median|about|around|each|of|po|a|je|de|da|di|по|~|length|duration|long|:|per)$/
/** Words between the pieces and how long one is. */
const typicalReach = 5

/** "Recordings avg 30 s", "8,000 songs of 30 s", "120k clips, 4 s each": the token of the piece. */
function typicalClip(tokens: Draft['tokens'], first: number, last: number): number | undefined {
  const piece = findBefore(tokens, first, typicalReach, pieces)
  if (piece === undefined) return undefined
  const between = tokens.slice(piece + 1, first)
  const told = between.some(({ text }) =>
    /^(avg|average|mean|median|length|duration|each|of|po|a|je|de|da|di|по)$/.test(text),
  )
  const each = wordAt(tokens, last + 1) === 'each'
  return (told || each) && between.every(({ text }) => typicals.test(text)) ? piece : undefined
}

const hearing = /^(audio|sound|recordings?)$/

/** "120 hours of transcribed speech", "300 h of audio". */
function readHours(draft: Draft, { first, last, value, unit }: Quantity): boolean {
  if (unit.kind !== 'time' || !/^(hour|minute|day)$/.test(unit.unit)) return false
  const { tokens, brief } = draft
  if (readVideo(draft, { first, last, value: (value * secondsPer[unit.unit]) / secondsPer.hour })) return true
  const noun = findAfter(
    tokens,
    last + 1,
    6,
    /^(audio|speech|recordings?|sound|voice|music|calls|demonstrations|footage)$/,
  )
  const heard =
    noun !== undefined && /^(audio|speech|recordings?|sound|voice|music|calls)$/.test(wordAt(tokens, noun))
  const of = /^(of|worth|labell?ed|transcribed|annotated|von|de|di|audio|speech|recorded)$/.test(
    wordAt(tokens, last + 1),
  )
  // "50 godzin nagrań", 録音100時間
  const before = /^(audio|speech|recordings?)$/.test(wordAt(tokens, first - 1)) ? first - 1 : undefined
  // "10 h" answers how much there is.
  const answers = brief.domain?.value === 'audio' && tokens.length <= 3
  if (answers) {
    brief.data.audioHours = put(
      draft,
      'hours of audio',
      (value * secondsPer[unit.unit]) / secondsPer.hour,
      first,
      last,
    )
    return true
  }
  if (readTranscribed(draft, { first, last, value, unit })) return true
  const at = heard && (of || noun === last + 1) ? noun : before
  if (at === undefined || tokens[at]?.clause !== tokens[last]?.clause) return false
  brief.data.audioHours = put(
    draft,
    'hours of audio',
    (value * secondsPer[unit.unit]) / secondsPer.hour,
    Math.min(first, at),
    Math.max(last, at),
  )
  return true
}

/** "300 hours of video", "1,200 h CCTV footage"; a latency or a horizon is no length of film. */
function readVideo(
  draft: Draft,
  { first, last, value }: Pick<Quantity, 'first' | 'last' | 'value'>,
): boolean {
  const { tokens, brief } = draft
  const noun = findAfter(
    tokens,
    last + 1,
    4,
    /^(videos?|footage|film|films|filmed|cctv|dashcam|rushes|aufnahmen)$/,
  )
  const between = tokens.slice(last + 1, noun)
  const plain = between.every(
    ({ kind, text }) => kind === 'word' && !/^(in|for|from|on|per|with|to|ahead|and)$/.test(text),
  )
  if (noun === undefined || tokens[noun]?.clause !== tokens[last]?.clause || !plain) return false
  brief.data.videoHours = put(draft, 'hours of video', value, first, noun)
  return true
}

/** So many hours cut into clips of a known length are so many clips. */
export function countClips({ brief, said, notes, source }: Draft): void {
  const { videoHours, clipSeconds, labelled, rows, task, domain } = { ...brief.data, ...brief }
  if (!videoHours || !clipSeconds || !said.has('hours of video') || labelled || rows || !task) return
  if (domain?.value !== 'vision') return
  const clips = Math.round((videoHours.value * secondsPer.hour) / clipSeconds.value)
  if (clips < 2) return
  brief.data.labelled = { value: clips, source, ...(videoHours.words && { words: videoHours.words }) }
  notes.push(
    `The hours of video are counted as ${counted(clips, 'clip')} of ${counted(clipSeconds.value, 'second')} with labels; say how many have one.`,
  )
}

const heardReach = 20
const spokenOf =
  /^(audio|sound|recordings?|music|calls|transcribe|whisper|asr|transcri\w*|speech|wer|dialects?|voice|dictation|wav2vec2?)$/

/** "1,500 hours of audio, 200 hrs transcribed": only the hours with their words teach; "60 h of dialect" for Whisper. */
function readTranscribed(
  draft: Draft,
  { first, last, value, unit }: Pick<Quantity, 'first' | 'last' | 'value' | 'unit'>,
): boolean {
  const { tokens, brief } = draft
  const told = /^(transcribed?|labell?ed|annotated|subtitled)$/.test(wordAt(tokens, last + 1))
  const next = tokens[last + 2]
  // "35 hours transcribed by professionals"
  const alone =
    next === undefined ||
    next.clause !== tokens[last + 1]?.clause ||
    /^(by|per|par|von|from|in|with)$/.test(next.text)
  const spoken = wordAt(tokens, last + 1) === 'of' && findAfter(tokens, last + 2, 4, spokenOf) !== undefined
  // Rows of a table may be labelled for hours as well.
  const heard = () =>
    isNear(tokens, { first, last }, heardReach, spokenOf) ||
    findBefore(tokens, first, heardReach, spokenOf) !== undefined
  if (unit.kind !== 'time' || !((told && alone && heard()) || spoken)) return false
  if (told) draft.said.delete('hours of audio')
  const hours = (value * secondsPer[unit.unit]) / secondsPer.hour
  brief.data.audioHours = put(draft, 'hours of audio', hours, first, last + 1)
  return true
}

/** `512x512`, `1920 x 1080`, `1080p`, `4K images`, `12 megapixels`: pixels of the longer side. */
export function readImageSize(draft: Draft): void {
  const { tokens, brief } = draft
  tokens.forEach((token, i) => {
    if (token.kind !== 'number' || draft.used.has(i)) return
    const found = sizeAt(draft, i)
    if (!found || found.pixels < leastPixels || found.pixels > mostPixels) return
    brief.data.imageSize = put(draft, 'image size', Math.round(found.pixels), i, found.last)
  })
}
const leastPixels = 16
const mostPixels = 100_000
const lines: Readonly<Record<number, number>> = { 480: 854, 720: 1280, 1080: 1920, 1440: 2560, 2160: 3840 }
const screens = /^(videos?|cameras?|resolution|footage|streams?|uhd|displays?)$/

const cameras = /^(drone|drones|camera|cctv|aerial|surveillance|webcam|dashcam|gopro|tv)$/

const hasPictures = ({ domain }: Brief) => /^(vision|multimodal|multi_task)$/.test(domain?.value ?? '')

function sizeAt({ tokens, brief }: Draft, i: number): { pixels: number; last: number } | undefined {
  const value = tokens[i]?.value ?? 0
  const [x, second, third] = [tokens[i + 1], tokens[i + 2], tokens[i + 3]]
  const by = x && /^[x×]$/.test(x.text)
  const glued = Number(/^x(\d+)$/.exec(x?.text ?? '')?.[1] ?? 0)
  if (glued >= leastPixels && value >= leastPixels && hasPictures(brief))
    return { pixels: Math.max(value, glued), last: i + 1 }
  if (by && second?.kind === 'number' && value >= leastPixels && (second.value ?? 0) >= leastPixels) {
    const seen = hasPictures(brief) || /^(px|pixels?)$/.test(third?.text ?? '')
    const last = /^(px|pixels?)$/.test(third?.text ?? '') ? i + 3 : i + 2
    return seen ? { pixels: Math.max(value, second.value ?? 0), last } : undefined
  }
  if (x?.glued && x.text === 'p' && lines[value]) return { pixels: lines[value] ?? 0, last: i + 1 }
  // "4K video"; "4k photos" are four thousand.
  // "4K drone images" beside "3,500 images" as well.
  const seen = screens.test(second?.text ?? '') || cameras.test(second?.text ?? '')
  const one = /^(video|footage|camera|stream)$/.test(second?.raw.toLowerCase() ?? '')
  if (x?.glued && (x.raw === 'K' ? seen : x.raw === 'k' && one) && (value === 4 || value === 8))
    return { pixels: value * 960, last: i + 1 }
  // A picture of so many pixels at 4:3.
  if (x && /^(mp|megapixels?)$/.test(x.text)) return { pixels: Math.sqrt((value * 1e6 * 4) / 3), last: i + 1 }
  return undefined
}
