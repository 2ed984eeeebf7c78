/**
 * Words that together name a field though none does alone: failures and sensors and a warning are maintenance, a choice
 * and its exploration are a bandit. Each line wants one word of every group, anywhere in the text.
 */
import type { Domain } from './brief.js'
import type { Task } from './tasks.js'

export interface WordGroups<K> {
  readonly names: K
  readonly weight: number
  readonly groups: readonly RegExp[]
}

const failing =
  /^(failures?|fails?|trips?|tripping|breakdowns?|faults?|outages?|defects?|pannes?|ausfall\w*|storung\w*|fallos?|averias?|falhas?|guasti|awari\w*|storingen?|ariza\w*)$/
const sensing =
  /^(sensors?|vibrations?|telemetry|signals?|capteurs?|sensoren|sensores|sensori|vibra\w+|czujnik\w*|sensor\w*)$/
const warning =
  /^(alert\w*|alarm\w*|warn\w*|maintenance|avis\w+|vorher|vorwarn\w*|fruhwarn\w*|melden|mantenimiento|manutencao|manutenzione|wartung|onderhoud)$/
const people =
  /^(customers?|clients?|subscribers?|members?|users?|players?|donors?|policyholders?|employees|staff|kunden|clientes?|clienti|klant\w*|klien\w+|abonn\w*)$/
const leaving =
  /^(leave|leaves|leaving|quit|quits|quitting|unsubscribe\w*|resign\w*|abspring\w*|weggehen|abwander\w*|irse|marchan?|partir|partent|quittent|andarsene|lasciano|opzegg\w*|vertrek\w*|odejd\w*|odchodz\w*|stop|stops|stopping|go|goes|verlassen)$/
const choices =
  /^(banners?|offers?|coupons?|variants?|price_points|variantes?|varianten|variante|creatives?|arms|channels?|prices?|discounts?|headlines?|messages?|notifications?|pages|promotions?|options?|ads)$/
const trying = /^(explor\w*|erkund\w*|randomi[sz]\w*|random|experiment\w*|bandits?)$/
const asked =
  /^(chatbots?|assistants?|assistent|asistente|copilot|questions|answer\w*|qa|responda?n?|antwort\w*|repond\w*)$/
const papers =
  /^(documents?|documentation|pages?|articles?|articulos|artigos|policies|manuals?|manuales|manuais|handbooks?|\w*handbuch\w*|\w*seiten|contracts?|procedures?|procedimientos|regulations?|wiki|confluence|sharepoint|pdfs?|guidelines?|knowledge_base|documentos|documenti|procedimientos|dokument\w*|documenten|intranet|reports)$/
const posts =
  /^(jobs?|offers?|openings?|vacanc\w*|vacatures?|stellen\w*|vagas?|vacantes|offres|postings?|ofert\w*)$/
const rooted = /^(cvs?|resumes?|curricul\w*|lebenslauf\w*|curriculos?)$/
const joining =
  /^(match\w*|associ\w*|assign\w*|pair|recommend\w*|appari\w*|rapproch\w*|zuordn\w*|zusammen\w*|passend\w*|emparej\w*|asoci\w*|abbin\w*|find|best|suggest\w*|search)$/
const shown =
  /^(banners?|offers?|coupons?|variants?|variantes?|varianten|variante|varianti|creatives?|headlines?|ads|ofert\w*|angebote?|anuncios?|annonces?|banieres?|bannieres?|cupones)$/
const showing =
  /^(show|shown|serve|display|send|mostrar|zeigen|anzeigen|ausspielen|afficher|montrer|proposer|mostrare|exibir|tonen|pokazac)$/
const choosing = /^(which|welche[nrs]?|que|cual|quel|quelle|quale|qual|welke|ktor\w+)$/
const biosignals =
  /^(ecgs?|ekgs?|eegs?|s?emgs?|ppgs?|accelerometer\w*|accelerometre\w*|acelerometro\w*|beschleunigungssensor\w*|imus?|gyroscope\w*|giroscopi\w*|gyro|seismogram\w*|wearables?|smartwatch\w*|polysomnogra\w*|radar|iq|seism\w*|earthquakes?)$/
const sorting =
  /^(classif\w*|classes|recogni\w+|detect\w*|categor\w*|identify|arrhythmias?|seizures?|activit\w+|falls?|gestures?)$/
const strange =
  /^(weird|strange|odd|unusual|suspicious|abnormal|anomal\w*|seltsam\w*|ungewohnlich\w*|verdachtig\w*|bizarres?|suspect\w*|inhabituel\w*|raros?|raras?|sospechos\w*|suspeit\w*|estranh\w*|sospett\w*|vreemde?|verdachte?|dziwn\w*|podejrzan\w*)$/
const happenings =
  /^(logins?|logons?|sign-?ins?|anmeldung\w*|connexions?|connections|sesion\w*|inicios|accesos|accessi|acessos|inlog\w*|logowan\w*|transactions?|payments?|requests|sessions?|events?|traffic|transfers?|access)$/

const filmed = /^(videos?|footage|dashcam|webcam|cctv|film\w*|clips?)$/
const happening =
  /^(events?|emotions?|incidents?|accidents?|near-?miss|gestures?|actions?|activit\w+|behaviou?rs?|falls?|fights?)$/
const decided = /^(treatment|policy|policies|decisions?|actions?|rl|reinforcement|trajector\w+|episodes?)$/
const recorded = /^(offline|logged|historical|retrospective)$/
const looked = /^(images?|photos?|pictures?|x-?rays?|xray|rays|scans?|radiolog\w+|radiographs?)$/
const questioning = /^(vqa|questions)$/
const answering = /^(vqa|answer\w*|about|pairs|asked)$/
const fromNothing = /^(scratch|zero|pretrain\w*|zeros|ground)$/
const wording =
  /^(language|llm|gpt\w*|bert|tokens?|langage|lenguaje|linguagem|linguistico|sprachmodell|taalmodel)$/
const picked = /^(field|fields|key|values|line)$/
const billed = /^(invoices?|receipts?|forms?|waybills?|orders?|statements?)$/

const priced = /^(prices?|values?|rents?|worth)$/
const property =
  /^(houses?|flats?|apartments?|homes?|cars?|propert(y|ies)|listings|vehicles?|viviendas?|pisos?|wohnungen|immobilien|appartements?|logements?|case|appartamenti|mieszkan\w*|imoveis)$/
const subtitled = /^(subtitles|sous|captions?)$/
const live = /^(live|direct|tv|tele|fernsehen|realtime|real|streaming|vivo|broadcast\w*)$/

/** Machines that turn, and the kinds of what is wrong with them, which somebody has labelled. */
const turning =
  /^(vibrations?|vibra\w+|bearings?|gearbox\w*|lager|walzlager|getriebe|roulements?|rodamientos?|rolamentos?|cuscinett\w*)$/
const kindsTold = /^(classif\w*|classes|categor\w*|identif\w*|diagnos\w*|klassifi\w*|clasific\w*|recogni\w+)$/
const inSeries = /^(timeseries|time_series|series|zeitreihen?)$/
const sortedOut = /^(classif\w*|klassifi\w*|clasific\w*)$/
const metered =
  /^(meters?|smartmeters?|loads?|consumption|appliances?|power|contadores|zahler|compteurs?|consumo)$/
const shaped =
  /^(profiles?|signatures?|curves?|appliances?|patterns?|shapes?|electrodomestic\w*|haushaltsgerate?)$/
const remaining = /^(remaining|rul|lifetime|restlebensdauer|run|degradation)$/
const worn =
  /^(sensors?|signals?|cycles?|histor\w+|trajector\w+|vibrations?|turbofans?|engines?|bearings?|cells?)$/
const lasting = /^(useful|rul|restlebensdauer|failure|life|util|utile)$/
const modulated = /^(iq|radio|rf|signals?|sdr)$/
const modulation = /^(modulations?|radar|doppler)$/

const spoken = /^(speech|voice|vocale?|spoken|voz|voce|stem|sprach\w*)$/
const commanded = /^(commands?|keywords?|hotwords?)$/
const naming = /^(identify|which|who|recogni\w+|tell|verify)$/
const voices = /^(speakers?|callers?|voices)$/
const talking = /^(talks?|talking|speaks?|speaking|calls|calling|says)$/

const alike = /^(similar\w*|alike|look-?alikes?|duplicates?)$/
const searching = /^(find\w*|search\w*|retriev\w*|detect|look\w*|show|suggest)$/
const pictured = /^(logos?|trademarks?|photos?|images?|pictures?|paintings?|artworks?|drawings)$/
const gathering = /^(cluster\w*|raggrupp\w*|agrupar\w*|regrouper|gruppier\w*)$/
const inWords =
  /^(texts?|textual|sentences?|descriptions?|words|quer(y|ies)|caption|frases?|phrases?|beschreibung\w*)$/
const by = /^(by|per|por|par|via)$/
/** Somebody goes and looks at what was found: only so many a day. */
const inspecting =
  /^(technicians?|inspect\w*|visits?|crews?|mechanics|techniker\w*|tecnicos?|techniciens?|tecnici)$/
const dividing = /^(segment|segmenting|segments|segmentation|cluster|clustering)$/
const population =
  /^(households?|customers?|shoppers|subscribers|companies|merchants|farms|patients|members|donors|tenants|guests|players)$/
const drafting = /^(drafts?|drafting|compose|composing|write|writing)$/
const replies = /^(replies|reply|responses?)$/
const pulling = /^(extract\w*|pull|redact\w*|anonymi[sz]\w*)$/
const namedThings = /^(names|persons|organi[sz]ations|places|parties)$/
const twice = /^(duplicates?|doppelte?[nrs]?|paraphras\w*)$/
const asking = /^(questions|fragen|posts|tickets|threads)$/
const entries = /^(records|customers|companies|addresses|entries|accounts|suppliers)$/
const translating = /^(translat\w*)$/
const titled = /^(subtitles?|titles|untertitel\w*|subtitulos|legendas|sottotitol\w*)$/
const talks =
  /^(shows|podcasts?|lectures?|meetings?|interviews?|broadcasts?|radio|episodes|hearings|talks|speeches)$/
const hours = /^hours?$/
const writtenDown = /^(searchable|said|spoken)$/
const reading = /^(read|reading|lire|leer|leggere|ler|lesen|auslesen|lezen)$/
const written =
  /^(numbers?|digits|serial|plates?|labels|codes|nummern|seriennummern?|numeros|chiffres|numeri|etiketten)$/
const steering = /^(control|controlling|controller|steer\w*|regulat\w*)$/
const plant =
  /^(thermostats?|hvac|heating|cooling|ventilation|valves?|pumps?|chillers?|boilers?|furnaces?|cranes?|drones?)$/
const tried = /^(logged|simulator|simulation|simulated|policy|reward)$/
const persons = /^(employees|people|persons|speakers?|members|actors|colleagues)$/
const moving = /^(videos?|footage|clips?)$/
const toldApart = /^(classif\w*|categor\w*|recogni\w+|distinguish|which)$/

export const wordPairs: readonly WordGroups<Domain>[] = [
  { names: 'anomaly_detection', weight: 9, groups: [failing, sensing, warning] },
  { names: 'anomaly_detection', weight: 6, groups: [strange, happenings] },
  { names: 'anomaly_detection', weight: 6, groups: [strange, sensing] },
  { names: 'tabular', weight: 6, groups: [people, leaving] },
  { names: 'reinforcement_learning', weight: 6, groups: [choices, trying] },
  { names: 'reinforcement_learning', weight: 6, groups: [shown, showing, choosing] },
  { names: 'language', weight: 4, groups: [asked, papers] },
  { names: 'language', weight: 6, groups: [rooted, posts] },
  { names: 'language', weight: 6, groups: [fromNothing, wording] },
  { names: 'multimodal', weight: 5, groups: [picked, billed] },
  { names: 'multimodal', weight: 7, groups: [looked, questioning, answering] },
  { names: 'signals', weight: 6, groups: [biosignals, sorting] },
  { names: 'signals', weight: 12, groups: [turning, kindsTold] },
  { names: 'signals', weight: 7, groups: [inSeries, sortedOut] },
  { names: 'signals', weight: 6, groups: [metered, shaped, kindsTold] },
  { names: 'signals', weight: 5, groups: [remaining, lasting, worn] },
  { names: 'signals', weight: 6, groups: [modulated, modulation] },
  { names: 'tabular', weight: 3.5, groups: [priced, property] },
  { names: 'audio', weight: 5, groups: [subtitled, live] },
  { names: 'anomaly_detection', weight: 9, groups: [failing, sensing, inspecting] },
  { names: 'vision', weight: 3, groups: [alike, searching, pictured] },
  { names: 'tabular', weight: 4.5, groups: [dividing, population] },
  { names: 'vision', weight: 3, groups: [reading, written, pictured] },
  { names: 'reinforcement_learning', weight: 5, groups: [steering, plant, tried] },
  { names: 'language', weight: 5, groups: [drafting, replies] },
  { names: 'language', weight: 5, groups: [twice, asking] },
  { names: 'tabular', weight: 5, groups: [twice, entries] },
  { names: 'language', weight: 4, groups: [pulling, namedThings] },
  { names: 'language', weight: 7, groups: [translating, titled] },
  { names: 'audio', weight: 6, groups: [talks, hours, writtenDown] },
  { names: 'multimodal', weight: 6, groups: [searching, pictured, inWords, by] },
]

/** The same of tasks; each counts in its own field alone. */
export const taskPairs: readonly WordGroups<Task>[] = [
  { names: 'question answering', weight: 4, groups: [asked, papers] },
  { names: 'video classification', weight: 6, groups: [filmed, happening] },
  { names: 'offline reinforcement learning', weight: 6, groups: [recorded, decided] },
  { names: 'bandit', weight: 5, groups: [choices, trying] },
  { names: 'bandit', weight: 5, groups: [shown, showing, choosing] },
  { names: 'search', weight: 5, groups: [rooted, posts, joining] },
  { names: 'visual question answering', weight: 6, groups: [looked, questioning, answering] },
  { names: 'LLM pre-training', weight: 6, groups: [fromNothing, wording] },
  { names: 'document information extraction', weight: 6, groups: [picked, billed] },
  { names: 'binary classification', weight: 4, groups: [people, leaving] },
  { names: 'regression', weight: 3, groups: [priced, property] },
  { names: 'speech recognition', weight: 5, groups: [subtitled, live] },
  { names: 'keyword spotting', weight: 3, groups: [spoken, commanded] },
  { names: 'speaker identification', weight: 4, groups: [naming, voices, talking] },
  { names: 'clustering', weight: 5, groups: [dividing, population] },
  { names: 'text recognition', weight: 5, groups: [reading, written, pictured] },
  { names: 'speaker identification', weight: 6, groups: [naming, persons, talking] },
  { names: 'search', weight: 5, groups: [twice, asking] },
  { names: 'translation', weight: 6, groups: [translating, titled] },
  { names: 'generation', weight: 3, groups: [drafting, replies] },
  { names: 'speech recognition', weight: 6, groups: [talks, hours, writtenDown] },
  { names: 'video classification', weight: 3, groups: [moving, toldApart] },
  { names: 'image retrieval', weight: 8, groups: [alike, searching, pictured] },
  { names: 'image retrieval', weight: 8, groups: [gathering, pictured] },
  { names: 'image-text retrieval', weight: 5, groups: [searching, pictured, inWords, by] },
]
