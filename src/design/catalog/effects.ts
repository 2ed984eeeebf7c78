/** What would change if an assumed limit or device is wrong, in one sentence, by the fact's id in brief/facts.ts. */
export const sharedEffects: Readonly<Record<string, string>> = {
  'targets.latency': 'The limit bounds the size of every model.',
  'constraints.deployment': 'A batch run has no latency limit; an online service has one.',
  'constraints.trainingDevice': 'Memory, time and cost of training follow from it.',
  'constraints.servingDevice': 'Latency follows from it.',
  'constraints.framework': 'Recurrent layers have slightly different parameter counts.',
  'constraints.budgetUsd': 'Three trainings must fit in it; a smaller one lowers the sizes.',
  'constraints.trainingHours': 'One training must fit in it; a shorter one lowers the sizes.',
}
