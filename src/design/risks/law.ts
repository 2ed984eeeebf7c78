/** C24: data and decisions with rules of their own: GDPR, and the EU AI Act (Regulation 2024/1689). */
import type { Flag } from '../brief/flag.js'
import { flagOf } from './flagging.js'
import type { Reading } from './reading.js'
import type { Topic } from './words.js'

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

function concerns(reading: Reading, topic: Topic): boolean {
  const isSeries = reading.brief.domain?.value === 'time_series'
  if (topic === 'health') return reading.says('health') || (!isSeries && reading.says('hospital'))
  // Annex III 5(b) leaves out the detection of fraud.
  if (topic === 'credit') return reading.says('credit') && !reading.says('fraud')
  return reading.says(topic)
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
