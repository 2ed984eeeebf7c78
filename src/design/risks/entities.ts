/** What rows of a table may belong to. */

/** What a table often has several rows of, which must not be on both sides of a split: by its English name. */
const entities = {
  patient: 'patient patients patienten paciente pacientes patiente paziente pazienti',
  person: 'subject subjects participant participants probanden athletes students drivers driver',
  speaker: 'speaker speakers sprecher hablantes locuteurs parlanti',
  user: 'user users nutzer usuarios utilisateurs utenti',
  customer: 'customer customers kunde kunden clientes clients clienti',
  author: 'author authors autoren autores auteurs autori',
  machine:
    'machine machines maschine maschinen maquinas macchine engine engines motoren turbine turbines turbinen',
  device: 'device devices gerate vehicle vehicles fahrzeuge batteries camera cameras kameras camaras',
  site: 'site sites standort standorte farm farms hospital hospitals kliniken wells',
  store: 'store stores filiale filialen tiendas magasins negozi',
  household: 'household households haushalte hogares foyers',
  supplier: 'supplier suppliers vendor vendors lieferanten proveedores fournisseurs fornitori',
  animal: 'animal animals tiere animales animaux animali cows',
} as const
export const entityOf: ReadonlyMap<string, string> = new Map(
  Object.entries(entities).flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
)
