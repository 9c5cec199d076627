// Everything that the page says by itself, in Indonesian and in English.
const WORDS = {
  files: ["Berkas", "Files"],
  editor: ["Teks SOP (YAML)", "The SOP's text (YAML)"],
  save: ["Simpan", "Save"],
  undo: ["Urungkan", "Undo"],
  redo: ["Ulangi", "Redo"],
  create: ["Baru…", "New…"],
  importing: ["Impor tabel…", "Import a table…"],
  exporting: ["Ekspor…", "Export…"],
  print: ["Cetak", "Print"],
  language: ["Bahasa", "Language"],
  findings: ["Temuan", "Findings"],
  noFindings: ["Tidak ada temuan.", "No findings."],
  error: ["kesalahan", "error"],
  warning: ["peringatan", "warning"],
  info: ["catatan", "note"],
  accepted: ["diterima", "accepted"],
  line: ["baris {n}", "line {n}"],
  table: ["Tabel", "Table"],
  walk: ["Jalankan", "Walk"],
  scenarios: ["Skenario", "Scenarios"],
  office: ["Kantor", "Office"],
  paper: ["Kertas", "Paper"],
  zoom: ["Ukuran", "Size"],
  fit: ["selebar layar", "fit"],
  notDrawn: ["Belum dapat digambar: perbaiki kesalahannya dahulu. Yang tampak adalah tabel terakhir.", "It cannot be drawn until the errors are fixed. What you see is the last table."],
  noTable: ["Berkas ini bukan SOP; tabelnya ada di berkas SOP-nya.", "This file is not an SOP; the table is in the SOP's own file."],
  broken: ["SOP ini masih memuat kesalahan; perbaiki dahulu.", "This SOP still has errors; fix them first."],
  saved: ["{path} disimpan", "{path} was saved"],
  unsaved: ["belum disimpan", "not saved"],
  notSaved: ["{path} belum disimpan: {why}", "{path} was not saved: {why}"],
  discard: ["Buang perubahan…", "Discard changes…"],
  discardWhy: ["Perubahan pada {path} yang belum disimpan akan hilang.", "Unsaved changes in {path} will be lost."],
  discardYes: ["Buang", "Discard"],
  restored: ["{path}: perubahan yang belum disimpan dipulihkan", "{path}: unsaved changes were restored"],
  removed: ["{path} sudah tidak ada di disk; simpan untuk menulisnya kembali", "{path} is no longer on disk; save to write it again"],
  unkept: ["Peramban tidak dapat menyimpan draf {path}; simpanlah sebelum menutup halaman ini", "The browser cannot keep a draft of {path}; save before closing this page"],
  taken: ["Nama ini sudah dipakai", "This name is taken"],
  conflict: ["{path} sudah berubah di luar halaman ini", "{path} was changed outside of this page"],
  gone: ["{path} dihapus di luar halaman ini", "{path} was removed outside of this page"],
  conflictWhy: ["Tidak ada yang ditimpa. Pilih naskah mana yang berlaku.", "Nothing was overwritten. Choose which text to keep."],
  takeDisk: ["Pakai yang di disk", "Take the one on disk"],
  takeMine: ["Pakai milik saya", "Keep mine"],
  cancel: ["Batal", "Cancel"],
  reloaded: ["{path} berubah di disk dan dimuat ulang", "{path} changed on disk and was reloaded"],
  newName: ["Nama berkas baru (misalnya surat-masuk.yaml)", "Name of the new file (such as incoming-letter.yaml)"],
  make: ["Buat", "Create"],
  choose: ["pilih", "choose"],
  imported: ["{path}: {rows} baris terbaca; {open} bacaan perlu diputuskan", "{path}: {rows} rows read; {open} readings to decide"],
  drop: ["Lepaskan tabel (DOCX, XLSX, CSV, MD) di mana saja pada halaman ini.", "Drop a table (DOCX, XLSX, CSV, MD) anywhere on this page."],
  restart: ["Mulai lagi", "Start again"],
  back: ["Mundur selangkah", "Back a step"],
  open: ["Yang dapat dilakukan", "What can be done"],
  nothing: ["Tidak ada yang terbuka.", "Nothing is open."],
  by: ["Oleh", "By"],
  note: ["Catatan", "Note"],
  target: ["Menuju langkah", "Go to row"],
  data: ["Isian", "Fields"],
  mayBeEmpty: ["boleh kosong", "may be empty"],
  hashing: ["menghitung SHA-256…", "computing the SHA-256…"],
  noHash: ["Berkas ini tidak dapat dibaca, atau peramban ini tidak dapat menghitung SHA-256 di sini", "This file cannot be read, or this browser cannot compute a SHA-256 here"],
  fileOf: ["Berkas {title}", "File of {title}"],
  fileKept: ["{name}, {size} byte; isinya tidak dikirim", "{name}, {size} bytes; its content is not sent"],
  whoIs: ["Siapa {title} (kosong: yang memulai)", "Who is {title} (empty: who starts it)"],
  whoElse: ["Siapa {title} (boleh kosong)", "Who is {title} (may be empty)"],
  rebind: ["Ganti orang", "Change the person"],
  role: ["Sebagai", "As"],
  person: ["Orang", "Person"],
  reason: ["Alasan", "Reason"],
  yes: ["ya", "yes"],
  no: ["tidak", "no"],
  add: ["Tambah", "Add"],
  remove: ["Hapus", "Remove"],
  due: ["batas {at}", "due {at}"],
  late: ["TERLAMBAT, batas {at}", "LATE, was due {at}"],
  missing: ["belum ada: {what}", "missing: {what}"],
  waits: ["menunggu {what}", "waits for {what}"],
  passes: ["Waktu berlalu", "Let time pass"],
  arrives: ["{what} tiba", "{what} arrives"],
  done: ["Selesai dikerjakan", "Done"],
  sign: ["Tanda tangan", "Sign"],
  skip: ["Lewati", "Skip"],
  documents: ["Dokumen yang tersedia", "Available documents"],
  history: ["Yang sudah terjadi", "What has happened"],
  ended: ["Berakhir: {end}", "Ended: {end}"],
  running: ["Berjalan", "Running"],
  suspended: ["Ditunda: waktunya berhenti", "Suspended: time does not count"],
  cancelled: ["Dibatalkan", "Cancelled"],
  stuck: ["Terhenti: tidak ada yang dapat membuka gabungan yang menunggu", "Stuck: nothing can open the join that waits"],
  clicks: ["Klik simbol atau panah pada tabel, atau pilih di sini.", "Click a symbol or an arrow in the table, or choose here."],
  play: ["Jalankan skenario", "Play the scenarios"],
  passed: ["lulus", "passed"],
  failed: ["gagal", "failed"],
  skipped: ["dilewati", "skipped"],
  xfailed: ["gagal seperti diperkirakan", "failed as expected"],
  summary: ["{passed} dari {count} skenario lulus, cakupan {percent} %", "{passed} of {count} scenarios passed, coverage {percent} %"],
  noScenarios: ["Belum ada skenario untuk SOP ini.", "There are no scenarios of this SOP yet."],
  untested: ["Belum diuji: {what}", "Not tested: {what}"],
  who: ["Siapa Anda (pelaksana atau orang)", "Who you are (an actor, or a person)"],
  whoFirst: ["Pilih dulu siapa yang memulai proses ini.", "First choose who starts this instance."],
  worklist: ["Daftar kerja", "Worklist"],
  showList: ["Tampilkan", "Show"],
  startOne: ["Mulai proses dari SOP ini", "Start an instance of this SOP"],
  subject: ["Perihal", "Subject"],
  unit: ["Unit", "Unit"],
  startNow: ["Mulai", "Start"],
  instances: ["Proses", "Instances"],
  empty: ["Tidak ada.", "None."],
  more: ["Selanjutnya", "More"],
  show: ["Buka", "Open"],
  pickFile: ["Pilih berkas di kiri, atau buat yang baru.", "Choose a file on the left, or create a new one."],
  failedCall: ["Server tidak menjawab; apakah sopflow studio masih berjalan?", "The server does not answer; is sopflow studio still running?"],
  restarted: ["Server dimulai ulang: buka di peramban ini alamat yang dicetak sopflow studio, lalu kembali ke sini", "The server was restarted: open in this browser the address that sopflow studio printed, then come back here"],
  pages: ["Halaman tabel resmi", "Pages of the official table"],
  result: ["Hasil", "Result"],
} as const;

/** What the editor's own panels say. */
export const PHRASES: Record<string, string> = {
  Find: "Cari", Replace: "Ganti", next: "berikut", previous: "sebelum", all: "semua", "match case": "huruf besar/kecil", regexp: "ekspresi reguler", "by word": "kata utuh",
  replace: "ganti", "replace all": "ganti semua", close: "tutup", "current match": "yang ditemukan", "replaced $ matches": "$ diganti", "replaced match on line $": "diganti di baris $", "on line": "di baris",
  "Go to line": "Ke baris", go: "ke sana", Diagnostics: "Temuan", "No diagnostics": "Tidak ada temuan", "Fold line": "Lipat", "Unfold line": "Buka lipatan", "folded code": "terlipat", unfold: "buka", Completions: "Pelengkap",
};

export type Word = keyof typeof WORDS;
export type Language = "id" | "en";

let language: Language = "id";

export function speak(which: Language): void {
  language = which;
  document.documentElement.lang = which;
}

export function spoken(): Language {
  return language;
}

/** A word of programs, as people read it. */
export function term(words: readonly [string, string]): string {
  return words[language === "id" ? 0 : 1];
}

export function say(word: Word, values: Record<string, string | number> = {}): string {
  const text = WORDS[word][language === "id" ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
