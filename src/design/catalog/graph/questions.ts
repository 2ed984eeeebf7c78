/** What can be asked of a graph: what is answered, how large it is, how many labels, whether nodes have columns. */
import { type Askable, answered, idOf, usualIf, withData } from '../../asking/askable.js'
import { counted, grouped } from '../../brief/facts.js'
import { defaultGraphs, defaultLabelledShare, defaultNodes, goalOf } from './complete.js'

const goal: Askable = {
  id: 'goal',
  text: 'What is to be answered: for a node, a possible edge, or a whole graph?',
  isKnown: ({ task }) => task !== undefined,
  choices: ({ data }) =>
    (
      [
        ['nodes', 'a class of each node', 'node classification'],
        ['edges', 'edges that are missing or will come', 'link prediction'],
        ['graphs', 'a property of whole graphs or molecules', 'molecular property regression'],
      ] as const
    ).map(([id, label, task]) => ({
      id,
      label,
      ...usualIf(id === (data.manyGraphs?.value ? 'graphs' : 'nodes')),
      apply: (brief) => ({ ...brief, task: answered(task, label) }),
    })),
}

const nodes: Askable = {
  id: 'nodes',
  text: 'How many nodes does the graph have?',
  isKnown: (brief) =>
    brief.data.nodes !== undefined ||
    brief.data.rows !== undefined ||
    brief.data.users !== undefined ||
    goalOf(brief) === 'graph',
  choices: () =>
    [5_000, defaultNodes, 5_000_000].map((count) => {
      const label = `about ${counted(count, 'node')}`
      return {
        id: idOf(grouped(count)),
        label,
        ...usualIf(count === defaultNodes),
        apply: (brief) => withData(brief, { nodes: answered(count, label) }),
      }
    }),
}

const labels: Askable = {
  id: 'labelled',
  text: 'Of how many is the answer known (labels)?',
  isKnown: (brief) =>
    brief.data.labelled !== undefined || goalOf(brief) === 'link' || goalOf(brief) === 'groups',
  choices: (brief) => {
    const many = goalOf(brief) === 'graph'
    const usual = brief.data.labelled?.value ?? defaultGraphs
    const counts = many
      ? [300, defaultGraphs, 50_000]
      : [100, Math.round(defaultLabelledShare * (brief.data.nodes?.value ?? defaultNodes)), 100_000]
    return [...new Set([...counts, usual])]
      .sort((a, b) => a - b)
      .map((count) => {
        const label = `some ${grouped(count)}`
        return {
          id: idOf(grouped(count)),
          label,
          ...usualIf(count === usual),
          apply: (said) => withData(said, { labelled: answered(count, label) }),
        }
      })
  },
}

const columns: Askable = {
  id: 'features',
  text: 'Do the nodes have columns of their own (attributes, texts)?',
  isKnown: (brief) =>
    brief.data.contentFeatures !== undefined ||
    brief.data.featureCount !== undefined ||
    goalOf(brief) === 'graph',
  choices: () => [
    {
      id: 'yes',
      label: 'yes, some dozens',
      usual: true,
      apply: (brief) => withData(brief, { contentFeatures: answered(true, 'yes') }),
    },
    {
      id: 'no',
      label: 'no, only edges',
      aliases: ['none'],
      apply: (brief) => withData(brief, { contentFeatures: answered(false, 'only edges') }),
    },
  ],
}

export const graphAskables: readonly Askable[] = [goal, nodes, labels, columns]
