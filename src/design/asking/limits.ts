/** What can be asked of the limits in every field: latency, training device, explanations. */
import { cpuCore, defaultCores } from '../brief/devices.js'
import { defaultTrainingDevice } from '../catalog/defaults.js'
import {
  type Askable,
  type AskableChoice,
  answered,
  usualIf,
  withConstraints,
  withTargets,
} from './askable.js'

export const latency: Askable = {
  id: 'latency',
  text: 'How soon must an answer be there?',
  isKnown: ({ targets, constraints }) =>
    targets.latency !== undefined || constraints.deployment !== undefined,
  choices: () => [
    {
      id: 'batch',
      label: 'a batch run is enough',
      usual: true,
      apply: (brief) => withConstraints(brief, { deployment: answered('batch' as const, 'a batch run') }),
    },
    ...[100, 10].map((ms): AskableChoice => {
      const label = `online, within ${ms} ms at p99`
      return {
        id: `${ms}-ms`,
        label,
        apply: (brief) =>
          withTargets(withConstraints(brief, { deployment: answered('online' as const, label) }), {
            latency: answered({ ms, percentile: 99 }, label),
          }),
      }
    }),
  ],
}

export const device: Askable = {
  id: 'device',
  text: 'What can the model be trained on?',
  isKnown: ({ constraints }) => constraints.trainingDevice !== undefined,
  choices: () =>
    (
      [
        ['l4', 'train on one L4', defaultTrainingDevice],
        ['t4', 'train on one T4', { id: 't4', count: 1 }],
        ['a100', 'train on one A100', { id: 'a100-80-sxm', count: 1 }],
        ['cpu', `train on ${defaultCores} CPU cores`, { id: cpuCore, count: defaultCores }],
      ] as const
    ).map(([id, label, choice]) => ({
      id,
      label,
      ...usualIf(choice === defaultTrainingDevice),
      apply: (brief) => withConstraints(brief, { trainingDevice: answered({ ...choice }, label) }),
    })),
}

export const explanation: Askable = {
  id: 'explanation',
  text: 'Must a single answer be explained to somebody?',
  isKnown: ({ constraints }) => constraints.interpretability !== undefined,
  choices: () => [
    { id: 'no', label: 'no', usual: true, apply: (brief) => brief },
    {
      id: 'must',
      label: 'yes, it must be explainable',
      aliases: ['yes'],
      apply: (brief) =>
        withConstraints(brief, { interpretability: answered('must' as const, 'must be explainable') }),
    },
  ],
}
