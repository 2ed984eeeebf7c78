/** The bar: one model a task behind one service. */
import { counted, grouped } from '../../brief/facts.js'
import type { Rung, Writing } from '../family.js'
import { networkFiles } from '../plan.js'
import { treeRecipe, treeSizes, treeWords } from '../tabular/boosted-trees.js'
import { oneHotColumns } from '../tabular/networks.js'
import { capital, listed } from '../words.js'
import type { MultiTaskFamily } from './family.js'
import { featuresSpec, sharedBottomSpec } from './networks.js'
import { planFiles } from './plan.js'
import type { MultiTaskProblem } from './problem.js'
import { dataRisks } from './risks.js'
import { stemsOf } from './stem.js'
import { folds, linearOf, penalties, treesOf } from './task-models.js'
import { dropoutOf, jointRecipe, lossesOf } from './training.js'
import { answerTitles, inputRows, outputRowsOf, tasksWords, treeInputs } from './words.js'

const source = 'Standley et al., Which Tasks Should Be Learned Together in Multi-task Learning?, 2020'
const head = [64]
const linearLabel = 'a penalised linear model a task'

/** Published features stand still, so that heads on them learn nothing from each other. */
const isFrozen = ({ input }: MultiTaskProblem) => input === 'image' || input === 'text'
const isTable = ({ input }: MultiTaskProblem) => input === 'table'

export const separateModels: MultiTaskFamily = {
  id: 'separate-models',
  kind: 'baseline',
  title: 'One model for each task',
  words: ['trees'],
  ruledOutBy: ['separate'],
  neural: false,
  complexity: 0.3,
  complexityBecause: 'a model a task to train, release and watch, each by itself',
  interpretability: 0.7,
  interpretabilityBecause: 'each answer is explained by its own model alone, boosted trees by SHAP values',
  sharing: 'Nothing is shared but the inputs and the service',
  name: (problem) =>
    isFrozen(problem)
      ? `Linear heads on frozen features, one for each of ${counted(problem.answers.length, 'task')}`
      : `${grouped(problem.answers.length)} single-task ${isTable(problem) ? 'models' : 'networks'}`,
  fits: () => ({ fits: true }),
  prior: (problem) => ({
    value: problem.amount === 'little' ? 0.7 : isFrozen(problem) ? 0.6 : 0.66,
    because: isFrozen(problem)
      ? 'published features serve many tasks as they are, and a linear model on them needs few labels; what they miss stays missing'
      : 'each task gets the model that suits it and none holds another back, but none learns from another either',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 1, some: 0.85, much: 0.8 })[amount],
  rungs(problem) {
    if (isTable(problem))
      return [
        {
          label: linearLabel,
          parts: problem.answers.map((answer) => linearOf(problem, answer, oneHotColumns(problem.columns))),
        },
        ...treeSizes.map((size) => ({
          label: `${treeWords(size)} a task`,
          parts: problem.answers.map((answer) => treesOf(problem, answer, size)),
        })),
      ]
    return stemsOf(problem).map((stem) =>
      stem.weights
        ? {
            label: `${stem.backbone}, frozen`,
            parts: [
              ...problem.answers.map((answer) => linearOf(problem, answer, stem.width ?? 1)),
              {
                role: 'encoder',
                model: {
                  kind: 'network' as const,
                  spec: featuresSpec(stem),
                  examples: 0,
                  passedOver: problem.trainingRows,
                  pretrained: stem.weights,
                },
              },
            ],
          }
        : {
            label: `${stem.says} through a network a task`,
            parts: problem.answers.map((answer) => ({
              role: `${answer.title} model`,
              model: {
                kind: 'network' as const,
                spec: sharedBottomSpec(stem, [answer], { trunk: [], head, dropout: 0 }),
                examples: problem.trainingRows,
              },
            })),
          },
    )
  },
  recipe(problem, rung) {
    const alone = `${lossesOf(problem)}, each in its own model`
    if (rung.label === linearLabel || isFrozen(problem))
      return {
        loss: `${alone}, plus the penalty`,
        optimizer: 'L-BFGS on the convex loss, task by task',
        schedule: `at most 100 iterations; ${penalties} strengths of the penalty on ${folds} folds`,
        regularization: ['elastic net: absolute and squared weights'],
      }
    if (isTable(problem))
      return {
        loss: alone,
        ...treeRecipe,
        schedule: `${treeRecipe.schedule}, task by task`,
      }
    const [stem] = stemsOf(problem)
    if (!stem) throw new RangeError('Expected a trunk for every kind of input.')
    return { ...jointRecipe(problem, stem, dropoutOf(problem)), loss: alone }
  },
  write(problem, rung) {
    const { answers } = problem
    if (isFrozen(problem)) return frozenWriting(problem, rung)
    const first = answers.slice(0, 1)
    const files = isTable(problem)
      ? [{ path: 'src/train.py', purpose: 'one model a task, early stopping, settings of each' }]
      : networkFiles
    const steps = isTable(problem)
      ? [
          'Train the tasks one by one in `src/train.py`, each with its own columns, settings and number of rounds.',
        ]
      : [
          'Build one network a task in `src/model.py`; `tests/test_model.py` asserts {{params}} parameters together and the shape of every answer.',
          'Train the tasks one by one in `src/train.py`, each until its own metric stops getting better.',
        ]
    return {
      overview: `${capital(tasksWords(problem))}, each by a model of its own behind one service that gives ${answerTitles(problem)} together. {{params}} stored numbers in all, {{latency}} for all answers one after another, trained in {{trainingTime}}. It is the bar: sharing has to pay for tying the tasks together.`,
      inputs: isTable(problem) ? treeInputs(problem) : inputRows(problem),
      // The main part is the first task's; the others give theirs beside it.
      outputs: isTable(problem)
        ? outputRowsOf(answers)
        : outputRowsOf(first).map((row) => ({
            ...row,
            meaning: `${row.meaning}; the network of each other task gives its own`,
          })),
      risks: [
        `Answers may contradict each other (${listed(answers.map(({ title }) => title))}): nothing ties them.`,
        ...dataRisks(problem),
      ],
      steps,
      files: planFiles(files),
      notCounted: [],
    }
  },
}

function frozenWriting(problem: MultiTaskProblem, rung: Rung): Writing {
  const { answers, example } = problem
  return {
    overview: `${rung.label}, turns each ${example.one} into one vector as published; a linear model for each task gives ${answerTitles(problem)} from it, and learns nothing from the others. {{params}} stored numbers with the published ones, {{latency}} for all answers together; the linear models are fitted in {{trainingTime}}. It is the bar: tuning the trunk for all tasks has to pay.`,
    inputs: inputRows(problem),
    outputs: outputRowsOf(answers),
    risks: [
      `The published features were made for other ${example.many}: what a task needs may not be in them.`,
      ...dataRisks(problem),
    ],
    steps: [
      `Store the vector of every ${example.one} once, in \`src/features.py\`; a change of its preparation makes all of them anew.`,
      'Fit the linear models in `src/train.py`, the penalty of each by cross-validation; `tests/test_features.py` asserts that training and serving give the same vector.',
    ],
    files: planFiles([
      { path: 'src/features.py', purpose: 'vectors of the published network, stored once' },
      { path: 'src/train.py', purpose: 'a linear model a task, its penalty' },
      { path: 'tests/test_features.py', purpose: 'training and serving give the same vector' },
    ]),
    notCounted: [],
  }
}
