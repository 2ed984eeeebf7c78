/**
 * What kind of sound it is. It decides the sample rate, what two recordings may have in common that a test must not
 * reward, and which changes leave the label true.
 */
import type { Noun } from '../problem.js'

export interface Sound {
  readonly id: 'sounds' | 'wildlife' | 'speech' | 'machine' | 'music' | 'medical'
  readonly name: Noun
  /** Words of a request that say so. */
  readonly words: RegExp
  readonly sampleRateHz: number
  /** What must stand on one side of a split, whole. */
  readonly group: string
  readonly augmentation: string
  /** What shifts between training and use. */
  readonly shift: string
}

const sounds: Sound = {
  id: 'sounds',
  name: { one: 'recording', many: 'recordings' },
  words: /$^/,
  sampleRateHz: 32_000,
  group: 'clips of one recording and site',
  augmentation:
    'SpecAugment (Park et al., 2019), time shift, mixup 0.2 (Zhang et al., 2018), background noise at 0 to 20 dB',
  shift: 'another microphone, place and background',
}

/** The first that a request names counts. */
const kinds: readonly Sound[] = [
  {
    ...sounds,
    id: 'wildlife',
    name: { one: 'field recording', many: 'field recordings' },
    words:
      /\b(birds?|bats?|whales?|frogs?|insects?|species|wildlife|bioacoustic\w*|animals?|vogel\w*|oiseaux?|aves|pajaros)\b/i,
    group: 'clips of one recording and site (and season)',
    augmentation:
      'SpecAugment (Park et al., 2019), time shift, mixup of two clips (their labels joined), wind, rain and other background noise at 0 to 20 dB',
    shift: 'another site, season, recorder and weather',
  },
  {
    ...sounds,
    id: 'machine',
    name: { one: 'machine sound', many: 'machine sounds' },
    words:
      /\b(machines?|motors?|engines?|pumps?|fans?|bearings?|gearbox\w*|valves?|turbines?|compressors?|maschinen?|lager\w*)\b/i,
    sampleRateHz: 16_000,
    group: 'clips of one machine and day',
    augmentation:
      'time shift, small changes of speed (2%), noise of the hall at 0 to 20 dB; no masks over bands that carry the tone',
    shift: 'another machine of the type, load, speed and hall',
  },
  {
    ...sounds,
    id: 'medical',
    name: { one: 'recording of a patient', many: 'recordings of patients' },
    words: /\b(cough\w*|lungs?|heart|stethoscope|auscultation|breath\w*|snor\w*|husten)\b/i,
    sampleRateHz: 16_000,
    group: 'clips of one patient, and of one device',
    augmentation: 'SpecAugment (Park et al., 2019), time shift, room and handling noise at 5 to 20 dB',
    shift: 'another device, clinic and patient group',
  },
  {
    ...sounds,
    id: 'speech',
    name: { one: 'speech recording', many: 'speech recordings' },
    words:
      /\b(speech|spoken|voices?|speakers?|words?|keywords?|wake|commands?|calls?|call-cent\w*|transcri\w*|dictat\w*|conversations?|meetings?|podcasts?|sprache|gesproche\w*|voix|appels?|habla|voz|llamadas?|voce|parlato|fala|chamadas?)\b|głos|glosow|komend|polece|реч|голос|звонк/i,
    sampleRateHz: 16_000,
    group: 'recordings of one speaker, and of one device and room',
    augmentation:
      'SpecAugment (Park et al., 2019), speed 0.9 to 1.1, background noise at 0 to 20 dB, room responses, the telephone band where calls come in',
    shift: 'another speaker, accent, microphone, line and room',
  },
  {
    ...sounds,
    id: 'music',
    name: { one: 'piece of music', many: 'pieces of music' },
    words: /\b(music\w*|songs?|genres?|instruments?|musik|musique|musica)\b/i,
    group: 'tracks of one artist and album',
    augmentation: 'SpecAugment (Park et al., 2019), pitch within a semitone, speed 0.95 to 1.05, mixup 0.2',
    shift: 'another mix, codec and style',
  },
]

/** @param request in the person's words */
export const soundOf = (request: string): Sound => kinds.find(({ words }) => words.test(request)) ?? sounds
