/**
 * What kind of thing a count counts, by the noun beside it. Which fact that is depends on the field: count-slots.ts.
 */
import { compoundHead } from './language.js'

/** What kind of thing a noun names. */
export type CountRole =
  | 'series'
  | 'entity'
  | 'channels'
  | 'sensors'
  | 'features'
  | 'rows'
  | 'instances'
  | 'persons'
  | 'events'
  | 'examples'
  | 'documents'
  | 'molecules'
  | 'labelled'
  | 'classes'
  | 'items'
  | 'users'
  | 'pixels'
  | 'tokens'
  | 'params'
  | 'people'
  | 'fields'
  | 'nodes'
  | 'edges'
  | 'environments'
  | 'joints'
  | 'actions'
  | 'decisions'
  | 'tasks'
  | 'alerts'
  | 'sessions'
  | 'streams'
  | 'values'
  | 'speakers'
  | 'links'
  | 'calls'
  | 'stretches'

const roles = new Map<string, CountRole>()
const add = (role: CountRole, words: string) => {
  for (const word of words.split(/\s+/)) roles.set(word, role)
}
add('series', 'series timeseries zeitreihe zeitreihen serie trajectories trajectory')
add(
  'entity',
  'store stores shop shops filiale filialen markt markte tienda tiendas magasin magasins building buildings gebaude edificio edificios batiments meter meters smartmeter zahler contadores station stations stationen estaciones machine machines maschine maschinen maquinas turbine turbines turbinen site sites standorte location locations region regions regionen regiones vehicle vehicles fahrzeuge hosts host server servers device devices asset assets stock stocks ticker tickers household households haushalte hogares vessel vessels ship ships plant plants anlagen warehouse warehouses lager airport airports route routes line lines well wells country countries lander paises restaurant restaurants hospital hospitals clinic clinics branch branches atms panels inverters batteries pumps engines aircraft flights trains buses queues services pairs commodities objects farms wards departments center centers centre centres depots outlets campuses cells towers feeders substations roads streets intersections trucks cars taxis bikes scooters cities towns districts zones counties states schools hotels rooms offices factories ports hubs rivers basins gauges parks villages homes tanks apartments reservoirs elevators companies firms suppliers enterprises usines villes capteurs ciudades hoteles schulen stadte campaigns vm vms detectors symbols coins pedestrians instances containers pods tenants antennas gerate linien currencies kilns compressors motors wagons locomotives chillers boilers robots lifts kpis merchants',
)
add('sensors', 'sensor sensors sensoren sensores signals signal')
add(
  'items',
  'ads adverts sku skus product products produkt produkte producto productos produits item items article articles artikel articulos movies films songs tracks videos books listings titles titel podcasts jobs recipes games courses bucher libros livros livres libri rezepte recetas receitas recettes weine wines cursos kurse perfumes games spiele juegos',
)
add(
  'users',
  'user users customer customers member members usuarios nutzer benutzer subscribers visitors kunden clientes clients client shoppers learners viewers listeners readers players accounts agents patients pacientes patienten consumers donors guests buyers leser leserinnen auditeurs oyentes horer alumnos alunos eleves leitores lecteurs lectores lettori lezers',
)
add(
  'instances',
  'applications loans policies claims contracts orders sales houses properties signups cases leads bookings deliveries shipments visits admissions batches parts tenders flats trips stays wafers parcels packages',
)
add(
  'persons',
  'animals cows cattle horses pigs dogs applicants employees pupils students borrowers policyholders drivers candidates',
)
add(
  'events',
  'interactions clicks events purchases ratings impressions interaktionen klicks transactions views plays transfers payments queries searches likes logins bids baskets flows measurements readings tx txs txns logs saves bookmarks enrolments enrollments inscripciones inscricoes inscriptions ecoutes bestellungen einkaufe favorites favourites swipes borrowings checkouts ausleihen emprestimos emprunts prestamos prestiti',
)
add(
  'channels',
  'axes axis variable variables variablen channel channels kanale metric metrics metriken dimension dimensions target coordinates outputs zielgrossen',
)
add(
  'features',
  'feature features column columns covariate covariates regressor regressors attribute attributes predictor predictors spalten merkmale columnas colonnes inputs cols feats vars',
)
add(
  'rows',
  'row rows record records sample samples example examples observation observations zeilen datensatze filas registros lignes points datapoints messwerte',
)
add(
  'examples',
  'text texts texte image images photo photos picture pictures bilder clip clips recording recordings tickets ticket emails mails reviews tweets messages frames scans notes sentences utterances mammograms xrays memes comments posts slides tiles drawings screenshots conversations dialogues dialogs transcripts chats prompts spectrograms crops questions headlines faces fotos imagenes radiographs snippets rays xray mri patches imgs pics cts mris logos trademarks replies volumes complaints inquiries enquiries',
)
add(
  'documents',
  'document documents docs doc pdfs pages invoices receipts forms dokumente documentos files letters passages wikis manuals chunks patents cv cvs resumes curricula lebenslaufe offres vacantes abstracts handbooks guides notices clauses pdf faqs faq',
)
add('molecules', 'smiles compounds molecules molecule compound graphs ligands')
add(
  'labelled',
  'labels labelled labeled annotated pairs paires pares paare paaren masks captions boxes bboxes',
)
add(
  'classes',
  'class classes categories category klassen kategorien clases categorias species teams types kinds intents topics diseases genres emotions brands keywords commands groups sorts modes breeds grades stages folders identities findings befunde signs gestures stufen',
)
add('pixels', 'px pixel pixels')
add('tokens', 'token tokens')
add('params', 'parameter parameters params')
add(
  'people',
  'team engineer engineers dev devs developer developers people person scientists entwickler ingenieure personas analysts analyst programmers ppl',
)
add('fields', 'fields field felder campos champs')
add('nodes', 'node nodes vertices vertex entities papers authors proteins')
add(
  'edges',
  'edge edges relations triples citations friendships amistades amizades amicizie amities freundschaften connections hyperlinks',
)
add('environments', 'env envs environment environments')
add('joints', 'joint joints torques torque dof dofs actuators')
add('actions', 'action actions banners offers templates variants arms buttons phases moves creatives')
add('decisions', 'decisions decision episodes demonstrations rollouts')
add('tasks', 'task tasks heads head targets objectives assays')
add('alerts', 'alert alerts alarm alarms alarme alertas alertes notifications')
add('sessions', 'session sessions sitzungen')
add('speakers', 'speakers callers')
add('values', 'values')
add('links', 'links')
add('calls', 'calls')
add('stretches', 'segments')
add('streams', 'cameras camera streams stream feeds')

/** The role of a folded noun, or undefined. A German compound counts as its last part: `Stromzähler`. */
export const countNoun = (word: string): CountRole | undefined =>
  roles.get(word) ?? roles.get(compoundHead(word) ?? '') ?? roles.get(withoutDative(word))

/** `Artikeln`, `Gebäuden` after a preposition. */
const withoutDative = (word: string) => (word.length > 5 && word.endsWith('n') ? word.slice(0, -1) : '')

/** Nouns of what goes wrong or turns out so: they count cases, never things that are measured. */
export const outcomes =
  /^(failures?|frauds?|fraudsters|defaults|churners|deaths|bankruptcies|relapses|breakdowns?|outages?|incidents?|faults?|defects?|crashes|accidents|leaks|stoppages|stockouts|recalls|malfunctions)$/

/** Nouns of stretches of data or effort that are never a number of series. */
const notEntities = new Set(
  'times percent minutes steps gpus cores epochs layers models model approaches options versions phases weeks heads trees folds people engineers quantiles questions proposals targets seasonalities months days hours minutes seconds years candles bars ticks periods terms degrees lags'.split(
    ' ',
  ),
)
/** An unknown plural after "for 48 …" names what is forecast. */
export const readsAsEntity = (word: string): boolean =>
  word.length > 3 &&
  /(s|en|er|e)$/.test(word) &&
  !notEntities.has(word) &&
  !roles.has(word) &&
  !outcomes.test(word)
