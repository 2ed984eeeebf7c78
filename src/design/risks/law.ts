/** C24: data and decisions with rules of their own: GDPR, and the EU AI Act (Regulation 2024/1689). */
import type { Flag } from '../brief/flag.js'
import type { Topic } from '../brief/topics.js'
import { flagOf } from './flagging.js'
import type { Reading } from './reading.js'

interface Rule {
  readonly what: string
  readonly rule: string
  /** Of single people. */
  readonly decides?: true
}

const againstMachines = 'GDPR Art. 22 gives people a right against decisions by machines alone'
const highRisk = (what: string, point: string) =>
  `the AI Act counts ${what} as high-risk (Annex III, point ${point})`

const rules: Partial<Readonly<Record<Topic, Rule>>> = {
  health: {
    what: 'health data',
    rule: 'GDPR Art. 9 forbids the use of health data but for listed grounds, such as explicit consent, and software that serves a diagnosis is a medical device (Regulation 2017/745)',
  },
  biometric: {
    what: 'biometric data',
    rule: 'GDPR Art. 9 forbids identifying people by biometric data but for listed grounds, and the AI Act counts identifying them from afar as high-risk (Annex III, point 1)',
  },
  emotion: {
    what: 'emotions of people',
    rule: 'the AI Act forbids reading emotions at work and in schools (Art. 5) and counts it as high-risk elsewhere (Annex III, point 1)',
  },
  beliefs: {
    what: 'origin, belief or orientation',
    rule: 'GDPR Art. 9 forbids the use of data on origin, belief or orientation but for listed grounds',
  },
  children: {
    what: "children's data",
    rule: 'GDPR Art. 8 asks for the consent of parents below an age of 13 to 16 years, by country',
  },
  schooling: {
    what: 'admission or grading',
    rule: `${againstMachines}, and ${highRisk('admitting and grading people', '3')}`,
    decides: true,
  },
  credit: {
    what: 'creditworthiness',
    rule: `${againstMachines}, and ${highRisk('judging their credit', '5(b)')}`,
    decides: true,
  },
  insurance: {
    what: 'life or health insurance',
    rule: `${againstMachines}, and ${highRisk('pricing life and health insurance', '5(c)')}`,
    decides: true,
  },
  hiring: {
    what: 'hiring',
    rule: `${againstMachines}, and ${highRisk('choosing among applicants', '4')}`,
    decides: true,
  },
  benefits: {
    what: 'public benefits',
    rule: `${againstMachines}, and ${highRisk('deciding on public benefits', '5(a)')}`,
    decides: true,
  },
  policing: {
    what: 'policing',
    rule: 'the AI Act forbids predicting a crime from a profile alone (Art. 5) and counts other uses by the police as high-risk (Annex III, point 6)',
  },
  personal: {
    what: 'personal data',
    rule: 'GDPR Art. 5 and 6 ask for a purpose, a legal ground, and no more data than needed',
  },
}

export function rulesOfLaw(reading: Reading): Flag[] {
  const found = (Object.keys(rules) as Topic[]).filter((topic) => concerns(reading, topic))
  const named = found.flatMap((topic) => rules[topic] ?? [])
  const forbidden = forbiddenEmotions(reading)
  if (forbidden) return [forbidden]
  if (named.length === 0) return []
  const automatic = reading.says('noReview') && named.some(({ decides }) => decides)
  return [
    flagOf(reading, {
      id: 'C24',
      severity: 'warn',
      conflict: `This concerns ${listed(named.map(({ what }) => what))}${automatic ? ', decided without a person' : ''}.`,
      arithmetic: `For people in the EU: ${[...new Set(named.map(({ rule }) => rule))].join('; ')}. A lawyer has to judge the case.`,
      ways: [
        {
          say: 'Use the least data that does it, without names; keep protected attributes only to test for unequal errors.',
        },
        {
          say: 'Let a person decide who can overrule the model, and give reasons for each case.',
          needs: 'review',
        },
        ...(automatic
          ? [
              {
                say: 'If no person is to decide: ask for explicit consent or a law that allows it (GDPR Art. 22(2)), and offer a review on request.',
                moves: true,
              } as const,
            ]
          : []),
        {
          say: 'Write the data protection impact assessment (GDPR Art. 35) before training, and keep data and model in the EU.',
        },
      ],
    }),
  ]
}

/**
 * The AI Act forbids inferring emotions of people at work and in education, but for medical or safety reasons (Art. 5(1)(f)).
 * It speaks of faces, voices and bodies (Art. 3(39)): a text is none.
 */
function forbiddenEmotions(reading: Reading): Flag | undefined {
  const ofPeople = reading.says('atWork') || reading.says('children')
  if (!concerns(reading, 'emotion') || !ofPeople || reading.says('safetyReasons')) return undefined
  return flagOf(reading, {
    id: 'C24',
    severity: 'block',
    conflict: 'You want to read emotions of people at work or in education.',
    arithmetic:
      'In the EU the AI Act (Regulation 2024/1689, Art. 5(1)(f)) forbids it, but for medical or safety reasons; breaking it costs up to 35 million EUR or 7% of the yearly turnover (Art. 99(3)). A lawyer has to judge the case.',
    ways: [
      { say: 'Ask people instead: an anonymous survey, with groups too large to find anybody in.' },
      {
        say: 'Say the medical or safety reason, if that is what it is for (tiredness of a driver), and keep to it.',
        moves: true,
      },
      { say: 'Say that nobody in the EU is concerned, and have a lawyer confirm it.', moves: true },
    ],
  })
}

/** Fields whose data is written: emotions in it are none of a body. */
const writtenDown: ReadonlySet<string> = new Set(['language', 'tabular'])

/** A forecast of how many patients come counts them; it holds no record of any. */
function onlyCounts({ brief, mentions, tokens }: Reading): boolean {
  const subject = brief.data.subject?.value.toLowerCase()
  return (
    brief.task?.value === 'forecasting' &&
    subject !== undefined &&
    mentions('health').every(({ first }) => subject.includes(tokens[first]?.text ?? '-'))
  )
}

function concerns(reading: Reading, topic: Topic): boolean {
  const isSeries = reading.brief.domain?.value === 'time_series'
  if (topic === 'health')
    return (reading.says('health') && !onlyCounts(reading)) || (!isSeries && reading.says('hospital'))
  if (topic === 'emotion')
    return reading.says('emotion') && !writtenDown.has(reading.brief.domain?.value ?? '')
  // Annex III 5(b) leaves out the detection of fraud.
  if (topic === 'credit') return reading.says('credit') && !reading.says('fraud')
  return reading.says(topic)
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
