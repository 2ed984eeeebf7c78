/**
 * What kind of signal it is. It decides the rate and the window where nobody said them, what two windows may have in
 * common that a test must not reward, how it is filtered, and which changes leave the label true.
 */
import type { Noun } from '../problem.js'

export interface Signal {
  readonly id:
    | 'ecg'
    | 'eeg'
    | 'emg'
    | 'ppg'
    | 'motion'
    | 'vibration'
    | 'radio'
    | 'radar'
    | 'power'
    | 'wear'
    | 'sensor'
  /** `ECG`: stands before "window". */
  readonly name: string
  /** Words of a request that say so. */
  readonly words: RegExp
  /** Samples a second; absent where the usual step is told by `stepMinutes` or is an event (a cycle). */
  readonly rateHz?: number
  readonly stepMinutes?: number
  /** Samples of a window. */
  readonly steps: number
  readonly channels: number
  readonly classes: number
  /** Whom or what it was recorded of: all of one stay on one side of a split. */
  readonly group: Noun
  /** Windows of one of them, where nobody said how many there are; with the data set that the number is from. */
  readonly perGroup: number
  /** How it is made ready before anything reads it. */
  readonly filter: string
  /** What is counted by hand in a window, beside the statistics that every signal has. */
  readonly features: string
  /** How many of those a channel has. */
  readonly ownFeatures: number
  readonly augmentation: string
  /** Beside it, where there are several channels. */
  readonly ofMany: string
  /** It goes on without an end: answers of neighbouring windows may be smoothed. */
  readonly goesOn: boolean
  /** How such models are tested, with its paper. */
  readonly protocol: string
  /** What comes in and is none of the classes. */
  readonly idle: string
  /** What shifts between training and use. */
  readonly shift: string
  /** Whose loss of order or shape costs features by hand more than a network. */
  readonly byHand: number
}

const generic: Signal = {
  id: 'sensor',
  name: 'sensor',
  words: /$^/,
  steps: 256,
  channels: 3,
  classes: 5,
  group: { one: 'recording', many: 'recordings' },
  perGroup: 200,
  filter:
    'a low-pass below half the sample rate before any resampling, then each channel scaled by the mean and deviation of the training part',
  features: 'energy in eight bands of the spectrum, its largest peak and its entropy',
  augmentation:
    'shift by up to a tenth of the window, scale 0.9 to 1.1, added noise at 20 dB or better (Um et al., 2017)',
  ofMany: 'one channel left out at times',
  goesOn: true,
  idle: 'nothing going on, sensor loose or off',
  ownFeatures: 0,
  protocol: 'every recording on one side (Hammerla & Plötz, Let’s (not) stick together, 2015)',
  shift: 'another sensor, its place and its offset',
  byHand: 0,
}

/** What is named by no word of the kinds below. */
const other: Signal = { ...generic, rateHz: 100 }

const body: Pick<Signal, 'group'> = { group: { one: 'subject', many: 'subjects' } }
const machine: Pick<Signal, 'group'> = { group: { one: 'machine', many: 'machines' } }

/** The first that a request names counts. */
const kinds: readonly Signal[] = [
  {
    ...generic,
    id: 'wear',
    ownFeatures: 3,
    goesOn: false,
    name: 'sensor',
    words:
      /\b(remaining useful|rul|run[- ]to[- ]failure|restlebensdauer|restlaufzeit|vida [uú]til|vie utile|dur[ée]e de vie r[ée]siduelle|vita utile|cmapss|c-mapss)\b|剩余寿命|残存寿命|残り寿命|잔여 수명|잔존 수명|остаточн/iu,
    steps: 30,
    channels: 14,
    ...machine,
    // C-MAPSS FD001: 20,631 cycles of 100 engines (Saxena et al., 2008).
    perGroup: 200,
    filter:
      'channels that never move are dropped, the others scaled by operating condition with the mean and deviation of healthy training machines',
    features:
      'the slope of each channel over the window, its change since the first windows of the machine, and its age',
    augmentation:
      'windows that end at every moment of a history, histories cut off at random, noise at 20 dB or better',
    protocol:
      'every history on one side, test histories cut off at random moments before failure, as in the PHM08 data (Saxena et al., 2008)',
    shift: 'another operating condition, load and way of failing',
    byHand: 0.02,
  },
  {
    ...generic,
    id: 'ecg',
    idle: 'noise, an electrode that is off, paced beats',
    ownFeatures: 5,
    goesOn: false,
    ofMany: 'one lead left out at times',
    name: 'ECG',
    words:
      /\b(ecgs?|ekgs?|electrocardio\w*|elektrokardio\w*|arrhythmi\w*|arritmi\w*|arythmi\w*|heart ?beats?|holter|qrs)\b|心电|心電|심전도|экг/iu,
    rateHz: 500,
    steps: 5_000,
    channels: 12,
    classes: 5,
    group: { one: 'patient', many: 'patients' },
    // PTB-XL: 21,837 recordings of 18,885 patients.
    perGroup: 1,
    filter:
      'a band-pass of 0.5 to 40 Hz (zero phase; 0.05 to 150 Hz where the ST segment counts), the mains at 50 or 60 Hz notched out, each lead scaled by its own deviation',
    features:
      'heart rate and the spread of RR intervals, width and height of the QRS complex, correlation with the median beat, energy in bands',
    augmentation:
      'scale 0.9 to 1.1, shift in time, baseline wander and muscle noise from recordings (MIT-BIH Noise Stress Test); no flipping, since polarity is a finding',
    protocol:
      'every patient on one side, as AAMI EC57 and the division of MIT-BIH into DS1 and DS2 (de Chazal et al., 2004) demand: splits by beat flatter',
    shift: 'another device, placing of electrodes, age and disease',
    byHand: -0.05,
  },
  {
    ...generic,
    id: 'eeg',
    idle: 'movement, chewing, an electrode that is off',
    ownFeatures: 9,
    name: 'EEG',
    words:
      /\b(eegs?|electroencephalo\w*|elektroenzephalo\w*|polysomno\w*|sleep[- ]stag\w*|schlafstadi\w*|sleep[- ]scor\w*|seizures?|epilep\w*|motor imagery|bci|brain[- ]computer|p300|ssvep)\b|脑电|脳波|뇌파|ээг/iu,
    rateHz: 100,
    steps: 3_000,
    channels: 2,
    classes: 5,
    ...body,
    // Sleep-EDF: a night has about a thousand epochs of 30 s.
    perGroup: 1_000,
    filter:
      'a band-pass of 0.3 to 35 Hz, the mains notched out, resampled to 100 Hz, each channel scaled by its own deviation over the night or session',
    features:
      'power in delta, theta, alpha, sigma and beta and their ratios, spectral edge, Hjorth parameters',
    augmentation:
      'shift in time, scale 0.8 to 1.2, band-stop of a narrow band, mixing of phases (Rommel et al., 2022)',
    protocol:
      'folds by subject (Supratak et al., DeepSleepNet, 2017): windows of one night never stand on both sides',
    shift: 'another headset, reference, medication and laboratory',
    byHand: -0.03,
  },
  {
    ...generic,
    id: 'emg',
    idle: 'rest, a pulled cable',
    ownFeatures: 5,
    ofMany: 'electrodes turned round by one place, one left out at times',
    name: 'EMG',
    words: /\b(s?emgs?|electromyo\w*|elektromyo\w*|myoelectric|prosthe\w*|prothes\w*)\b|肌电|筋電|근전도/iu,
    rateHz: 1_000,
    steps: 200,
    channels: 8,
    classes: 6,
    ...body,
    perGroup: 2_000,
    filter:
      'a band-pass of 20 to 450 Hz, the mains notched out, each channel scaled by a maximal contraction of the session',
    features:
      'mean absolute value, waveform length, zero crossings and slope changes (Hudgins et al., 1993), mean frequency',
    augmentation: 'shift in time, scale 0.8 to 1.2, added noise at 20 dB or better',
    protocol:
      'sessions and subjects on one side, repetitions of one movement never divided (Atzori et al., Ninapro, 2014)',
    shift: 'another day, placing of electrodes, sweat and fatigue',
    byHand: 0.03,
  },
  {
    ...generic,
    id: 'ppg',
    idle: 'movement, a watch that lies on a table',
    ownFeatures: 5,
    name: 'PPG',
    words: /\b(ppgs?|photoplethysmo\w*|pulse ox\w*|spo2|cuff[- ]?less)\b|光电容积|脈波/iu,
    rateHz: 64,
    steps: 512,
    channels: 1,
    classes: 2,
    ...body,
    // PPG-DaLiA: windows of 8 s each 2 s of 15 subjects, about 65,000.
    perGroup: 4_300,
    filter:
      'a band-pass of 0.4 to 8 Hz, each window scaled by its own deviation, movement from an accelerometer beside it where there is one',
    features: 'rate and spread of the intervals between pulses, rise time, heights, energy in bands',
    augmentation:
      'scale 0.8 to 1.2, shift in time, speed 0.9 to 1.1 (a target rate is scaled too), movement noise from recordings',
    protocol: 'leave one subject out (Reiss et al., Deep PPG, 2019)',
    shift: 'another skin tone, wrist, fit of the strap and movement',
    byHand: -0.02,
  },
  {
    ...generic,
    id: 'radar',
    ownFeatures: 6,
    idle: 'nobody there, something else that moves',
    name: 'radar',
    words: /\b(radars?|micro[- ]?doppler|fmcw|wi-?fi csi|csi)\b|雷达|レーダー|레이더|радар/iu,
    rateHz: 1_000,
    steps: 2_000,
    channels: 2,
    classes: 6,
    ...body,
    perGroup: 100,
    filter:
      'what stands still taken off (the mean of each range or subcarrier), each window scaled to unit power',
    features: 'centre, width and edges of the Doppler spectrum over time, its period and its mirrored share',
    augmentation:
      'shift in time, speed 0.9 to 1.1, mirrored Doppler where the direction does not matter, noise at 10 to 30 dB',
    protocol:
      'every person and room on one side (Kim & Moon, Human detection and activity classification based on micro-Doppler signatures, 2016)',
    shift: 'another person, room, distance and angle',
    byHand: -0.02,
  },
  {
    ...generic,
    id: 'radio',
    ofMany: 'I and Q swapped at times (the spectrum mirrored)',
    idle: 'noise alone, a signal of another kind',
    ownFeatures: 9,
    goesOn: false,
    name: 'radio',
    words: /\b(modulat\w*|iq|i\/q|radio\w*|rf|sdr|funksignal\w*|rf fingerprint\w*)\b|射频/iu,
    rateHz: 1_000_000,
    steps: 128,
    channels: 2,
    classes: 11,
    group: { one: 'recording', many: 'recordings' },
    perGroup: 2_000,
    filter:
      'mixed down to zero, filtered to its channel and thinned to a fixed number of samples a symbol, each window scaled to unit power',
    features:
      'cumulants of order two to six, spread of amplitude, phase and frequency (Nandi & Azzouz, 1998)',
    augmentation:
      'rotation of the phase, shift in frequency and time, fading and added noise over the whole range of signal-to-noise',
    protocol:
      'whole recordings and transmitters on one side, and every number by signal-to-noise (O’Shea et al., 2018)',
    shift: 'another receiver, channel, offset in frequency and signal-to-noise',
    byHand: -0.03,
  },
  {
    ...generic,
    id: 'power',
    idle: 'an empty house, an appliance of another kind',
    ownFeatures: 8,
    goesOn: false,
    name: 'load',
    words:
      /\b(smart[- ]?meters?|load (profiles?|signatures?|curves?|classif\w*)|appliances?|nilm|electrical load|lastprofil\w*|lastg[aä]ng\w*|haushaltsger[aä]t\w*|curvas? de carga|electrodom[eé]sticos?|compteurs?|elettrodomestic\w*)\b|电表|家電|가전/iu,
    stepMinutes: 15,
    steps: 96,
    channels: 1,
    classes: 8,
    group: { one: 'household', many: 'households' },
    // A year of days.
    perGroup: 365,
    filter:
      'gaps marked and not filled where they are longer than an hour, each day scaled by the mean of its meter',
    features: 'base and peak load and their hours, ramps, share by part of the day, weekday',
    augmentation: 'shift by up to an hour, scale 0.9 to 1.1, two days of one meter mixed',
    protocol: 'every household on one side (Kelly & Knottenbelt, Neural NILM, 2015, test on unseen houses)',
    shift: 'another household, season, tariff and meter',
    byHand: 0.05,
  },
  {
    ...generic,
    id: 'motion',
    idle: 'rest, a sensor that was put away',
    ownFeatures: 6,
    ofMany: 'axes rotated together, as a sensor may sit on the body',
    name: 'motion',
    words:
      /\b(accelero\w*|acc[eé]l[eé]ro\w*|aceler[oó]\w*|beschleunig\w*|accelerometr\w*|gyro\w*|giroscop\w*|imus?|inertial\w*|activit\w+|gestures?|gesten\w*|gestes?|gestos?|falls?|gait|steps?|wearables?|smart ?watch\w*|wrist|exercise)\b|加速度|陀螺|ジャイロ|가속도|акселеромет/iu,
    rateHz: 50,
    steps: 128,
    channels: 3,
    classes: 6,
    ...body,
    // UCI HAR: 10,299 windows of 30 subjects (Anguita et al., 2013).
    perGroup: 340,
    filter:
      'a low-pass at 20 Hz, gravity divided from movement by a low-pass at 0.3 Hz, both kept, units of g and degrees a second fixed',
    features:
      'angles to gravity, jerk, signal magnitude area, correlation of axes, energy in eight bands and the step frequency',
    augmentation: 'shift in time, scale 0.9 to 1.1, warps of magnitude and time (Um et al., 2017)',
    protocol:
      'leave subjects out whole: neighbouring windows of one person are near copies (Hammerla & Plötz, Let’s (not) stick together, 2015)',
    shift: 'another person, place and turn of the sensor, device and surface',
    byHand: 0.05,
  },
  {
    ...generic,
    id: 'vibration',
    idle: 'standstill, run-up, another speed',
    ownFeatures: 6,
    name: 'vibration',
    words:
      /\b(vibra\w*|bearings?|gear ?box\w*|gears?|rotor\w*|lagersch[aä]d\w*|w[aä]lzlager\w*|kugellager\w*|getriebe\w*|roulements?|rodamientos?|rolamentos?|cuscinett\w*)\b|轴承|振动|振動|軸受|베어링|진동|подшипник|вибра/iu,
    rateHz: 12_000,
    steps: 2_048,
    channels: 1,
    classes: 4,
    ...machine,
    perGroup: 200,
    filter:
      'an anti-alias filter before any thinning, the mean taken off, resampled to the angle of the shaft where the speed moves (order tracking)',
    features:
      'RMS, crest factor and kurtosis, energy at the fault frequencies of the bearing and in the envelope spectrum (Randall & Antoni, 2011)',
    augmentation:
      'shift in time, scale 0.8 to 1.2, noise of the plant at 10 to 30 dB; no stretching beyond the spread of speeds, which moves the fault frequencies',
    protocol:
      'every bearing and load on one side: segments of one recording on both sides give near 100% and mean nothing (Hendriks et al., Towards better benchmarking using the CWRU bearing fault dataset, 2022)',
    shift: 'another machine, speed, load and mounting of the sensor',
    byHand: 0.05,
  },
]

/** @param request in the person's words */
export const signalOf = (request: string): Signal => kinds.find(({ words }) => words.test(request)) ?? other

/**
 * A window of one beat: so long that the beats before and after stand in it at 50 a minute or more, since their distance
 * tells early beats; and so many beats of a patient (MIT-BIH: 109,000 of 47).
 */
export const beat = {
  words: /\b(heart ?)?beats?\b|herzschl[aä]g\w*|latidos?|battements?|batimentos?|battit\w*|心拍|心跳|심박/iu,
  seconds: 2.4,
  perGroup: 2_300,
  channels: 1,
} as const

/** @param request in the person's words */
export const isOfBeats = (request: string): boolean =>
  signalOf(request).id === 'ecg' && beat.words.test(request)
