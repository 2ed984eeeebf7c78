/**
 * Technical words with an everyday or other-trade meaning: beside which words they mean that. `before` and `after`
 * are the neighbours in the same clause (articles between them skipped), `near` any word close by. Stems, folded.
 */
import type { Token } from './tokens.js'

interface Sense {
  readonly before?: RegExp
  readonly after?: RegExp
  /** Within a few words of the same sentence, on either side. */
  readonly near?: RegExp
}

/** How fast an answer comes. */
const inTime = /^(ms|milli\w*|msecs?|seconds?|sekunden?|segundos?|secondes?|secondi|sec)$/

const senses: Readonly<Record<string, Sense>> = {
  // "Questions? Mail me."
  questions: { after: /^\?$/ },
  mail: { after: /^(me|us)$/ },
  email: { after: /^(me|us)$/ },
  call: { after: /^(me|us)$/ },
  image: { before: /^(brand|company|corporate|public|self|body)$/, after: /^brands?$/ },
  imagery: { before: /^(motor|mental|guided)$/ },
  bird: { after: /^(eye|['’s]+|eyes)$/ },
  birds: { after: /^(eye|['’s]+|eyes)$/ },
  compound: { after: /^(interest|annual|growth|rate|return|returns|monthly)$/ },
  compounds: { near: /^(residential|housing|gated)$/ },
  agent: {
    before: /^(sales|service|support|insurance|travel|estate|call|cleaning|customer|human|booking|field)$/,
    after: /^(calls?|sales|commissions?|turnover|performance|attrition)$/,
  },
  agents: {
    before:
      /^(sales|service|support|insurance|travel|estate|call|centre|center|customer|human|booking|field)$/,
    near: /^(calls|commissions?|tickets|desk|staffing|shifts?)$/,
  },
  policy: { near: /^(insur|policyholder|premium|claim|lapse|renewal|vacation|privacy|return|coverage)/ },
  policies: { near: /^(insur|policyholder|premium|claim|lapse|renewal|agents?$|coverage|rating)/ },
  reward: { before: /^(loyalty|bonus|card)$/, after: /^(points?|program|programme|cards?|scheme|member)/ },
  rewards: { before: /^(loyalty|bonus|card)$/, after: /^(points?|program|programme|cards?|scheme|member)/ },
  environment: { before: /^(production|test|staging|work|working|cloud|natural|docker|python|noisy)$/ },
  environments: { before: /^(production|test|staging|work|working|cloud|natural|docker|python)$/ },
  session: { before: /^(training|therapy|treatment|charging|gym|workout|meeting|machine|login)$/ },
  sessions: { before: /^(training|therapy|treatment|charging|gym|workout|machine|login)$/ },
  speaker: { near: /^(bluetooth|smart|conference|keynote|loud|sales|price)$/ },
  speakers: { near: /^(bluetooth|smart|conference|keynote|loud|sales|price)$/ },
  voice: { after: /^(of|traffic|minutes|tariff|plan|revenue)$/ },
  sound: { after: /^(approach|basis|decision|financials?|advice|reasoning)$/ },
  music: { near: /^(fans|store|royalties)$/ },
  text: { after: /^(me|us|back)$/ },
  annoy: {
    after:
      /^(people|users?|customers?|anyone|anybody|them|us|you|me|neighbou?rs|residents|staff|drivers|our|viewers|readers|players)$/,
  },
  // "Answer in 200 ms"; and a note that goes with goods.
  answer: { near: inTime },
  answers: { near: inTime },
  antwort: { near: inTime },
  fields: { near: /^(yields?|crops?|soil|farms?|hectares?|wheat|maize|corn|agricultur\w*)$/ },
  field: { near: /^(yields?|crops?|soil|farms?|hectares?|wheat|maize|corn|agricultur\w*)$/ },
  notes: { before: /^(delivery|release|bank)$/ },
  // Written already, and translated.
  subtitles: { near: /^translat/ },
  under: { near: /^translat/ },
  untertitel: { near: /^translat/ },
  // What a photo of a house shows is seen.
  real: { near: /^(photos?|images?|pictures?)$/ },
  // Pages are copied out by hand; speech is not on pages.
  transcribed: { near: /^(pages?|handwritten|handwriting|letters|manuscripts?|forms?)$/ },
  transcribe: { near: /^(pages?|handwritten|handwriting|letters|manuscripts?|forms?)$/ },
  texts: { after: /^(me|us|back)$/ },
  language: { before: /^(programming|query|body|sign)$/ },
  token: { near: /^(crypto|coin|blockchain|price|prices|auth|bearer|slack|api)$/ },
  tokens: { near: /^(crypto|coin|blockchain|price|prices|auth|bearer|slack|api)$/ },
  vision: { before: /^(our|company|corporate|my|the)$/, after: /^(is|statement|insurance)$/ },
  class: { before: /^(asset|first|second|business|economy|school|world|yoga|fitness)$/ },
  classes: { before: /^(asset|school|yoga|fitness|dance|online|evening)$/ },
  feature: { after: /^(request|requests|flag|flags|release)$/ },
  features: { near: /^(roadmap|release|product|app)$/, after: /^(request|requests|flag)$/ },
  column: { before: /^(distillation|spinal|vertebral|concrete|steel|chromatography)$/ },
  columns: { before: /^(distillation|spinal|concrete|steel|chromatography)$/ },
  table: { before: /^(dining|pool|operating|coffee|turn)$/, after: /^(tennis|reservations?|tops?)$/ },
  default: {
    before: /^(by|the|per|as|our|sensible)$/,
    after: /^(settings?|values?|parameters?|options?|is|to)$/,
  },
  recall: { before: /^(product|vehicle|safety|car|drug)$/, after: /^(campaigns?|notices?)$/ },
  recalls: { before: /^(product|vehicle|safety|car|drug)$/ },
  precision: { after: /^(agriculture|farming|parts|machining|mechanics|instruments?|engineering|medicine)$/ },
  accuracy: { near: /^(gps|gauge|inventory|shipping)$/ },
  lift: { near: /^(elevator|hydraulic|truck|trucks|hoist|chair|doors)$/ },
  graph: {
    before: /^(bar|line|this|that|computation|computational|following|pie)$/,
    after: /^(shows|below|above|paper)$/,
  },
  graphs: { before: /^(bar|line|pie|computational)$/, after: /^(show|below|above)$/ },
  edge: {
    before: /^(cutting|leading|competitive|trailing|blade)$/,
    after: /^(cases?|detection|sharpness|wear)$/,
  },
  edges: { before: /^(cutting|sharp|metal|wing|blade)$/ },
  node: { before: /^(lymph|kubernetes|cluster|compute|server)$/ },
  nodes: {
    before: /^(lymph|kubernetes|k8s|cluster|compute|server|gpu)$/,
    near: /^(k8s|kubernetes|cluster)$/,
  },
  tree: {
    near: /^(forest(s|ry)?$|leaf|leaves|orchard|timber|drone|species|disease|diseases|fruit|decay|canopy|street)/,
  },
  trees: {
    near: /^(forestry|forests|leaf|leaves|orchard|timber|drone|species|disease|diseases|fruit|decay|canopy|street|planted)/,
  },
  forest: { after: /^(fires?|floor|cover|loss|area|owners?|inventory|canopy|stands?|type|types|products?)$/ },
  boosting: { after: /^(sales|revenue|conversion|conversions|engagement|productivity|growth|profits?)$/ },
  lightning: { after: /^(strikes?|damage|risk|storms?|detection|flashes|rods?|network)$/ },
  torch: { before: /^(blow|cutting|welding|plasma)$/ },
  flax: { after: /^(seeds?|fibres?|fibers?|fields?|crops?|yield)$/ },
  attention: {
    before: /^(pay|needs?|special|medical|more|our|close|customer)$/,
    after: /^(to|span|deficit)$/,
  },
  deep: {
    after: /^(discounts?|sea|water|freeze|frozen|clean|cleaning|drilling|well|wells|understanding|dive)$/,
  },
  // A radio network.
  lora: { after: /^(uplinks?|radio|wan|gateways?|networks?|modules?|sensors?|nodes?|links?)$/ },
  linear: { after: /^(growth|trend|trends|accelerators?|tape|metres?|meters?|motors?|feet)$/ },
  spark: { before: /^(ignition|electric)$/, after: /^(plugs?|ignition|erosion)$/ },
  batch: {
    before: /^(beer|production|chemical|paint|per|each|every|steel|vaccine)$/,
    after: /^(number|numbers|quality|yield|records?|process|processes|reactor|size|of)$/,
  },
  online: {
    after:
      /^(shop|shops|store|stores|retailer|retail|sales|orders?|course|courses|banking|casino|marketplace|bookings?|customers|forum|ads?|reviews?|learning|pharmacy|grocery|game|games|dating|news|shoppers?|payments?)$/,
  },
  streaming: {
    after:
      /^(service|services|platform|subscription|subscriptions|app|provider|company|site|catalogue|catalog|users)$/,
  },
  mobile: {
    after:
      /^(ads?|adverts?|advertising|advertisements?|traffic|web|games?|shoppers?|app|apps|network|networks|operator|operators|phone|phones|subscribers|plan|plans|customers|users|game|games|money|homes?|data|carrier|banking|cranes?)$/,
  },
  transactions: { after: /^(graph|network)$/ },
  segmentation: {
    before: /^(customer|market|audience|user|client)$/,
    after: /^(of)$/,
    near: /^(customers|clients|shoppers|market)$/,
  },
  segments: { before: /^(road|pipe|track|line)$/ },
  defect: { before: /^(birth|heart)$/ },
  regression: { after: /^(tests?|testing|suite)$/ },
  simulator: { before: /^(flight|driving)$/, after: /^(games?|sales)$/ },
  arm: { after: /^(cpus?|cores?|servers?|cortex|mcu|processor|neoverse|boards?)$/ },
  search: { before: /^(job|house|grid|hyperparameter|random|google)$/ },
  bug: { near: /^(software|jira|github|report|reports)$/ },
  translation: { before: /^(currency|x|y)$/ },
  prompt: { after: /^(payment|payments|delivery|service|response)$/ },
  ticket: { near: /^(train|concert|flight|cinema|bus|seat|seats|festival|lottery|parking)$/ },
  tickets: { near: /^(train|concert|flight|cinema|bus|seat|seats|festival|lottery|parking)$/ },
  lead: { after: /^(time|times|acid|content|level|levels|batter)/ },
  leads: { near: /^(ecg|ekg|electrocardio)/ },
  conversion: { after: /^(factor|of|to|unit|units)$/ },
  cancel: { after: /^(noise|culture)$/ },
  captions: { near: /^(live|lectures?|subtitles?|closed|speech|deaf|spoken)$/ },
  mask: { before: /^(face|surgical)$/ },
  masks: { before: /^(face|surgical)$/ },
  caption: { near: /^(closed|subtitle)$/ },
  seasons: { near: /^(tv|netflix|league|football|soccer|nba)$/ },
  horizon: { before: /^(event|soil|zero)$/ },
  demand: { before: /^(on)$/ },
  returns: { before: /^(product|customer|parcel|tax|it|which)$/ },
  stock: { before: /^(in|out)$/, after: /^(photos?|images?|footage|out|outs)$/ },
  power: { after: /^(users?|bi|point|tools?|plant|plants|line|lines)$/ },
  traffic: { before: /^(network)$/, after: /^(lights?|signs?|signals?)$/ },
  temperature: { before: /^(sampling|softmax)$/ },
  energy: { after: /^(drinks?|label|bars?)$/ },
  price: { after: /^(tags?|labels?)$/ },
  load: { before: /^(work|page|cognitive)$/, after: /^(time|times|testing|balancer)$/ },
  wind: { after: /^(up|turbine|turbines)$/ },
  ray: { before: /^(x|gamma|sun|manta)$/ },
  airflow: { near: /^(hvac|fan|duct|ventilation|wing|valve|sensor|sensors)$/ },
  azure: { after: /^(blue|sky|colou?r)$/ },
  triton: { near: /^(boat|shower|sea)$/ },
  offline: {
    after: /^(data|rl|reinforcement|evaluation|metrics?|stores?|sales|customers|logs?)$/,
    before: /^(works?|runs?|running|fully|completely)$/,
  },
  solar: { after: /^(powered|panel|panels|-)$/ },
}

const skipped = /^(a|an|the|of|s|-|['’])$/
const nearReach = 6

/** Whether the word stands for something other than its technical sense here. */
export function meansOther(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  // "ECG-like channels" are no ECG.
  if (tokens[at + 1]?.text === '-' && tokens[at + 2]?.text === 'like') return true
  if (!token || !Object.hasOwn(senses, token.text)) return false
  const { before, after, near } = senses[token.text] ?? {}
  if (before?.test(neighbour(tokens, at, -1))) return true
  if (after?.test(tokens[at + 1]?.text ?? '') || after?.test(neighbour(tokens, at, 1))) return true
  if (!near) return false
  for (let i = Math.max(0, at - nearReach); i <= at + nearReach; i += 1)
    if (i !== at && near.test(tokens[i]?.text ?? '')) return true
  return false
}

/** The next word that is no article, on one side, in the same clause. */
function neighbour(tokens: readonly Token[], at: number, step: 1 | -1): string {
  for (let d = 1; d <= 3; d += 1) {
    const token = tokens[at + d * step]
    if (!token || token.clause !== tokens[at]?.clause) return ''
    if (!skipped.test(token.text)) return token.text
  }
  return ''
}
