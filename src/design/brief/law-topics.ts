/** Words for data and decisions that have rules of their own, in the form of topics.ts. */
export const lawTopics = {
  health: `patient patients! patienten! clinical health_record healthcare medical radiolog x_ray xray mri! ecg! ekg!
    glucose tumor tumour cancer! klinisch medizin gesundheitsdaten rontgen paciente pacientes clinico sanitario
    radiografia clinique patiente radiographie paziente pazienti prontuario
    pacjent szpital medyczn медицин пациент рентген 患者 病人 医疗 医療 临床 臨床 환자 의료 मरीज रोगी`,
  /** Of one series of counts a hospital is no health data. */
  hospital: 'hospital clinic! clinics! krankenhaus klinik! kliniken! hopital ospedale',
  biometric: `biometr face_recognition facial fingerprint iris_recognition speaker_identif speaker_verif voiceprint
    voice_print gait_recognition gesichtserkennung fingerabdruck reconocimiento_facial huella_dactilar
    reconnaissance_faciale empreinte_digitale riconoscimento_facciale impronta_digitale reconhecimento_facial
    gezichtsherkenning vingerafdruk биометри 人脸 顔認 指纹 指紋 얼굴인식 지문`,
  emotion: `emotion_recogni emotion_detect emotion_class recognise_emotion recognize_emotion detect+emotion
    recogni+emotion classif+emotion emotions_of facial_expression emotionserkennung emotionen+erkenn gefuhle+erkenn
    reconocimiento_de_emociones emociones! reconnaissance_des_emotions emotions_des riconoscimento_delle_emozioni
    emozioni! emocoes! emoties! emocji! 情绪识别 感情認識 感情を認識 감정_인식 эмоци`,
  /** People at their work. */
  atWork: `employee staff! coworker worker! workers! workplace at_work call_center_agent call_centre_agent personnel!
    mitarbeiter angestellt beschaftigt arbeitsplatz belegschaft empleado trabajador employes! salarie dipendent
    lavorator funcionario trabalhador werknemer medewerker pracownik calisan сотрудник работник 员工 従業員 社員 직원 कर्मचारी`,
  safetyReasons: `medical_reason safety_reason drowsi fatigue! tired! tiredness mudigkeit ubermudung somnolen
    cansancio fatiga! stanchezza`,
  children: `children! kids! minors! pupils! schoolchildren kinder! kindern! schuler! schulern! ninos
    menores_de_edad enfants eleves bambini minorenni criancas alunos
    kinderen dzieci детей 儿童 子供 子ども 아동`,
  schooling: `exam_grad grade_exam grade_essay essay_grad school_admission university_admission college_admission
    student_admission student_performance hochschulzulassung prufungen_bewert notas_de_examen admision_universitaria
    copies_d_examen ammissione_universita`,
  credit: `credit_scor credit_risk credit_default creditworth loan! loans! borrower mortgage kreditwurdig kreditausfall
    kreditrisik kreditvergabe kreditantrag bonitat darlehen riesgo_de_credito solvencia prestamo hipoteca
    scoring_de_credit risque_de_credit solvabilite emprunteur merito_creditizio rischio_di_credito prestiti
    risco_de_credito emprestimo credito_pessoal
    kredietwaardig kredietrisico kredytow кредитн 信用评分 信贷 贷款 与信 融資 신용평가 대출`,
  insurance: `life_insurance health_insurance lebensversicherung krankenversicherung seguro_de_vida assurance_vie
    assurance_sante assicurazione_sulla_vita`,
  hiring: `hiring! recruit job_applica applicant_screen resume_screen resume_rank resume_match screen_resumes
    rank_resumes parse_resumes cv_screen cvs! offer+cv! job+cv! vacanc+cv! stelle+cv! vaga+cv! curriculum_vitae job_candidate bewerber! bewerbern! bewerbung lebenslauf
    personalauswahl seleccion_de_personal contratacion_de_personal recrutement embauche candidatures assunzion
    selezione_del_personale recrutamento
    sollicit werving rekrutac резюме 招聘 简历 採用選考 履歴書 채용 이력서`,
  benefits: `welfare_benefit welfare_claim social_benefit benefit_claim sozialleistung prestaciones_sociales
    aides_sociales`,
  policing: 'predictive_policing recidiv police! policia! polizia! polizei!',
  beliefs: `religio ethnic! ethnicity sexual_orientation political_opinion trade_union ethnisch etnia origen_etnico
    ethnique orientamento_sessuale`,
  personal: `personal_data pii! personally_identif gdpr! dsgvo! rgpd! lgpd! personenbezogen datos_personales
    donnees_personnelles dati_personali dados_pessoais
    persoonsgegevens danych_osobowych персональных_данных 个人信息 個人情報 개인정보`,
  /** "Credit card fraud" is no credit: AI Act, Annex III 5(b) leaves the detection of fraud out. */
  fraud: 'fraud betrug fraude frode! frodi!',
} as const
