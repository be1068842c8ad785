#!/usr/bin/env node
/**
 * Kiểm tra một gói chứng cứ, không cần cơ sở dữ liệu, không cần mạng, không cần tệp nào khác:
 *   node verify.mjs GOI.zip [--json] [--sha256 MÃ]
 * Verifies an evidence pack: plain Node 18 or newer, nothing else. It reckons on its own and shares no line with the service that made the
 * pack. Each claim is answered as holding or broken; exit 0 when all hold, 1 when one is broken, 2 on wrong usage.
 * What it cannot see: a pack forged as a whole, with a new manifest. Compare the SHA-256 of the pack with the one that the agency told you.
 */
import { createHash } from 'node:crypto'
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const limits = { packBytes: 512 * 1024 * 1024, entries: 20_000, nameLength: 200 }
const dayMs = 86_400_000
const zeros = '0'.repeat(64)
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const text = (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** What is wrong with the pack, in words for people. */
class Broken extends Error {}
/** A day that the calendar of the pack does not cover. */
class Uncovered extends Error {}
const must = (holds, words) => { if (!holds) throw new Broken(words) }

// --- The container: stored entries one after another, dates of 1980, no extra fields, no comment, nothing between or behind. ---

const crcTable = Int32Array.from({ length: 256 }, (_, index) => {
  let crc = index
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})
const crc32 = (bytes) => {
  let crc = -1
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 255]
  return (crc ^ -1) >>> 0
}

/** The 26 bytes that a local header and a directory entry share. */
const shared = ({ name, data, crc }) => {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(0x21, 8)
  head.writeUInt32LE(crc, 10)
  head.writeUInt32LE(data.length, 14)
  head.writeUInt32LE(data.length, 18)
  head.writeUInt16LE(name.length, 22)
  return head
}
const word = (value) => { const four = Buffer.alloc(4); four.writeUInt32LE(value); return four }
const localOf = (entry) => Buffer.concat([word(0x04034b50), shared(entry), Buffer.from(entry.name, 'latin1')])
const listedOf = (entry, offset) => Buffer.concat([
  word(0x02014b50), Buffer.from([20, 0]), shared(entry), Buffer.alloc(10), word(offset), Buffer.from(entry.name, 'latin1'),
])
const endOf = (count, size, offset) => {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

/** The entry at an offset, each byte of its header as it must be; null where the entries end. */
function entryAt(pack, at) {
  if (at + 30 > pack.length || pack.readUInt32LE(at) !== 0x04034b50) return null
  const [size, nameLength] = [pack.readUInt32LE(at + 18), pack.readUInt16LE(at + 26)]
  const from = at + 30 + nameLength
  must(nameLength > 0 && nameLength <= limits.nameLength && from + size <= pack.length, `mục tại byte ${at} vượt quá tệp`)
  const name = pack.toString('latin1', at + 30, from)
  must(/^[a-zA-Z0-9][a-zA-Z0-9._@/-]*$/.test(name) && !name.includes('..') && !name.includes('//'), `tên mục tại byte ${at} không hợp lệ`)
  const data = pack.subarray(from, from + size)
  const entry = { name, data, crc: crc32(data) }
  must(localOf(entry).equals(pack.subarray(at, from)), `đầu mục của ${name} không đúng dạng hoặc nội dung sai mã CRC`)
  return { entry, next: from + size }
}

/** The entries of a pack by name, in order. @throws Broken where one byte of the container is not what it must be. */
export function readContainer(given) {
  const pack = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  must(pack.length <= limits.packBytes, 'tệp quá lớn')
  const entries = new Map()
  const listed = []
  let at = 0
  for (let found = entryAt(pack, at); found !== null; found = entryAt(pack, at)) {
    must(!entries.has(found.entry.name), `${found.entry.name} có hai lần`)
    must(entries.size < limits.entries, 'quá nhiều mục')
    entries.set(found.entry.name, found.entry.data)
    listed.push(listedOf(found.entry, at))
    at = found.next
  }
  must(entries.size > 0, 'không phải gói chứng cứ: không có mục nào')
  const directory = Buffer.concat(listed)
  const rest = Buffer.concat([directory, endOf(entries.size, directory.length, at)])
  must(rest.equals(pack.subarray(at)), 'mục lục của tệp ZIP không đúng, hoặc có dữ liệu ngoài các mục')
  return entries
}

// --- The working calendar, counted day by day. ---

const dayNumber = (date) => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / dayMs
const dateOf = (day) => new Date(day * dayMs).toISOString().slice(0, 10)
const weekdayOf = (day) => (((day + 3) % 7) + 7) % 7
const timeMs = (time) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000

class Calendar {
  constructor(json) {
    this.json = json
    this.rows = new Map(json.days.map((row) => [dayNumber(row.on), row]))
    this.from = dayNumber(json.coversFrom)
    this.to = dayNumber(json.coversTo)
    this.clock = new Intl.DateTimeFormat('en-CA', { timeZone: json.zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    this.known = new Map()
  }
  offset(ms) {
    const hour = Math.floor(ms / 3_600_000)
    if (!this.known.has(hour)) {
      const part = Object.fromEntries(this.clock.formatToParts(hour * 3_600_000).map(({ type, value }) => [type, Number(value)]))
      this.known.set(hour, Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - hour * 3_600_000)
    }
    return this.known.get(hour)
  }
  day(ms) { return Math.floor((ms + this.offset(ms)) / dayMs) }
  instant(day, ms) {
    const local = day * dayMs + ms
    return local - this.offset(local - this.offset(local))
  }
  /** The sessions of a day as instants; none on a day off. */
  sessions(day) {
    if (day < this.from || day > this.to) throw new Uncovered(dateOf(day))
    const row = this.rows.get(day)
    const week = this.json.weekly.filter(({ validFrom }) => dayNumber(validFrom) <= day).at(-1)?.days ?? []
    const worked = row === undefined ? week[weekdayOf(day)] : row.sessions ?? (/_WORK$/.test(row.kind) ? week[0] : [])
    return (worked ?? []).map(({ from, to }) => [this.instant(day, timeMs(from)), this.instant(day, timeMs(to))])
  }
  works(day) { return this.sessions(day).length > 0 }
  close(day) { return this.sessions(day).at(-1)[1] }
  open(day) { return this.sessions(day)[0][0] }
  forward(day) { while (!this.works(day)) day += 1; return day }
  /** Working days in (from, to]; negative when `to` is earlier. */
  between(from, to) {
    let days = 0
    for (let day = Math.min(from, to) + 1; day <= Math.max(from, to); day += 1) if (this.works(day)) days += 1
    return to < from ? -days : days
  }
  /** The working day so many after a day; for 0 or less the last one up to it, and before. */
  nth(day, n) {
    if (n <= 0) { for (n -= 1; n < 0;) { if (this.works(day)) n += 1; if (n < 0) day -= 1 } return day }
    while (n > 0) { day += 1; if (this.works(day)) n -= 1 }
    return day
  }
  worked(from, to) {
    let sum = 0
    for (let day = this.day(from); day <= this.day(to); day += 1) for (const [a, b] of this.sessions(day)) sum += Math.max(0, Math.min(b, to) - Math.max(a, from))
    return sum
  }
  after(since, left) {
    for (let day = this.day(since); ; day += left > 0 ? 1 : -1) {
      const own = this.sessions(day).map(([a, b]) => (left > 0 ? [Math.max(a, since), b] : [a, Math.min(b, since)])).filter(([a, b]) => b > a)
      if (left <= 0) own.reverse()
      for (const [a, b] of own) {
        if (left > 0 ? left <= b - a : -left < b - a) return left > 0 ? a + left : b + left
        left += left > 0 ? a - b : b - a
      }
    }
  }
  dueDay(ms) {
    const day = this.day(ms)
    return day - 1 >= this.from && this.works(day - 1) && this.close(day - 1) === ms ? day - 1 : day
  }
}

// --- The clock of a dossier, replayed from its journal. ---

const runDay = (cal, { started, since }) => Math.max(cal.day(since), cal.forward(cal.day(started)))
const used = (cal, clock, to) => {
  if (clock.unit === 'workingDay') return Math.max(0, cal.between(runDay(cal, clock), cal.day(to)))
  if (clock.unit === 'calendarDay') return cal.day(to) - cal.day(clock.since)
  return clock.unit === 'workingHour' ? cal.worked(clock.since, to) : 0
}
const sameDay = (cal, at) => {
  const day = cal.day(at)
  if (!cal.works(day)) return cal.close(cal.forward(day))
  const tooLate = at > cal.instant(day, timeMs(cal.json.sameDayCutOff)) || at >= cal.close(day)
  return cal.close(tooLate ? cal.nth(day, 1) : day)
}
const counted = (cal, clock) => {
  const left = clock.budget - clock.consumed
  if (clock.unit === 'workingDay') return cal.close(cal.nth(runDay(cal, clock), left))
  if (clock.unit === 'calendarDay') return cal.close(cal.forward(cal.day(clock.since) + left))
  if (clock.unit === 'workingHour') return cal.after(clock.since, left)
  return clock.unit === 'sameDay' ? sameDay(cal, clock.since) : null
}
const onWorkingDay = (cal, clock, ms) => {
  const day = cal.dueDay(ms)
  if (cal.works(day)) return ms
  return clock.unit === 'workingHour' ? cal.open(cal.forward(day)) : cal.close(cal.forward(day))
}
const withDue = (cal, clock) => ({ ...clock, due: counted(cal, clock) })
const budgetsOf = ({ limit, limitVariants }) => [limit, ...Object.values(limitVariants ?? {}).map((variant) => variant.limit)]
  .map(({ unit, amount }) => ({ unit, budget: unit === 'workingHour' ? Math.round(amount * 3_600_000) : amount }))

/** A running clock under a new version of the calendar: what was printed is never taken back. */
function recounted(cal, clock) {
  if (clock.since === null || clock.due === null || clock.unit === 'none') return clock
  if (clock.appointed) {
    const due = onWorkingDay(cal, clock, clock.due)
    return { ...clock, due, budget: clock.unit !== 'sameDay' && due >= clock.since ? clock.consumed + used(cal, clock, due) : clock.budget }
  }
  const due = counted(cal, clock)
  return { ...clock, due: clock.cycle > 0 ? due : Math.max(due, onWorkingDay(cal, clock, clock.printed)) }
}
const fromZero = (cal, clock, limit, at) => {
  const again = { ...clock, ...limit, consumed: 0, started: at, since: at, cycle: clock.cycle + 1, appointed: false, stops: [] }
  return withDue(cal, again)
}
const apologised = (cal, clock, told) => {
  const due = Date.parse(told.dueAt ?? '')
  const isLater = clock.due !== null && due > clock.due && cal.works(cal.dueDay(due)) && clock.apologies === 0
  const added = { workingDay: () => cal.between(cal.dueDay(clock.due), cal.dueDay(due)), workingHour: () => cal.worked(clock.due, due) }[clock.unit]
  return isLater ? [{ ...clock, due, budget: added === undefined ? told.budget : clock.budget + added(), appointed: true, apologies: 1, cycle: clock.cycle + 1 }] : []
}

/** Every clock that the rules allow after an entry. */
function allowed(cal, clock, entry, procedure) {
  const at = Date.parse(entry.at)
  const { mode } = entry.clock
  const legal = budgetsOf(procedure)
  if (mode === 'notStarted') return [clock]
  if (clock.mode === 'ended') return [clock]
  const stopped = () => ({ ...clock, mode, consumed: clock.consumed + (clock.since === null ? 0 : used(cal, clock, at)), since: null })
  if (mode === 'ended') return clock.mode === 'notStarted' ? [{ ...clock, mode }] : [stopped()]
  if (clock.mode === 'notStarted') {
    const starts = legal.map((limit) => withDue(cal, { ...clock, ...limit, started: at, since: at, consumed: 0, mode: 'runs' })).map((one) => ({ ...one, printed: one.due }))
    return mode === 'runs' ? starts : starts.map((one) => ({ ...one, mode, due: null, since: null, stops: [[at, null]] }))
  }
  if (mode === 'stopped') return clock.mode === 'stopped' ? [clock] : [{ ...stopped(), due: null, stops: [...clock.stops, [at, null]] }]
  if (clock.mode === 'stopped') {
    const stops = clock.stops.map(([from, to]) => [from, to ?? at])
    const zero = procedure.onResume === 'reset' || clock.unit === 'sameDay' ? legal.map((limit) => fromZero(cal, { ...clock, mode }, limit, at)) : []
    return [withDue(cal, { ...clock, mode, since: at, stops }), ...zero]
  }
  if (entry.event === 'APOLOGY_ISSUED') return apologised(cal, clock, entry.clock)
  const other = legal.filter(({ unit, budget }) => unit !== clock.unit || budget !== clock.budget).map((limit) => {
    const consumed = limit.unit === clock.unit ? clock.consumed : clock.consumed === 0 ? 0 : entry.clock.consumed
    return withDue(cal, { ...clock, ...limit, consumed, appointed: false, cycle: clock.cycle + 1 })
  })
  return [clock, ...other, ...legal.map((limit) => fromZero(cal, clock, limit, at))]
}

const says = (clock, told) => clock.mode === told.mode && (clock.due === null ? null : new Date(clock.due).getTime()) === (told.dueAt === null ? null : Date.parse(told.dueAt))
  && clock.consumed === told.consumed && clock.budget === told.budget && clock.unit === told.unit

const orOpen = (reckon, open) => {
  try { return reckon() } catch (error) { if (error instanceof Uncovered) return { ...open, open: true }; throw error }
}
/** The clock after an entry; beyond the end of the calendar the recorded one, marked as open. */
const nextOf = (cal, clock, entry, procedure) => {
  const { mode, consumed, budget, unit, dueAt } = entry.clock
  const found = orOpen(() => allowed(cal, clock, entry, procedure).find((one) => says(one, entry.clock)) ?? null, { ...clock, mode, consumed, budget, unit, due: dueAt === null ? null : Date.parse(dueAt) })
  return found ?? undefined
}

/** Replays the clock: each entry's clock must be one that the rules allow. Answers the last clock, the stops and the end. */
function replay(entries, calendars, procedure) {
  let clock = { mode: 'notStarted', unit: procedure.limit.unit, budget: 0, consumed: 0, started: null, since: null, due: null, printed: null, apologies: 0, cycle: 0, appointed: false, stops: [] }
  let calendarName = null
  let endedAt = null
  for (const entry of entries) {
    const cal = calendars.get(entry.calendar)
    must(cal !== undefined, `mục ${entry.seq}: thiếu lịch ${entry.calendar}`)
    const known = calendarName === null || calendarName === entry.calendar ? clock : orOpen(() => recounted(cal, clock), clock)
    calendarName = entry.calendar
    const next = nextOf(cal, known, entry, procedure)
    must(next !== undefined, `mục ${entry.seq} (${entry.event}): hạn ghi ${entry.clock.dueAt ?? 'không có'} không tính lại được từ lịch và nhật ký`)
    if (next.mode === 'ended' && clock.mode !== 'ended') endedAt = Date.parse(entry.at)
    clock = next
  }
  return { clock, endedAt, cal: calendars.get(calendarName) }
}

const verdictOf = (cal, { unit, due }, done) => {
  if (unit === 'none' || due === null) return { timeliness: null, daysLate: null }
  const [dueDay, doneDay] = [cal.dueDay(due), cal.day(done)]
  const byHour = unit === 'workingHour' || unit === 'sameDay'
  if (byHour ? done > due : doneDay > dueDay) return { timeliness: 'late', daysLate: cal.between(dueDay, doneDay) }
  if (!byHour) return { timeliness: doneDay < dueDay ? 'early' : 'onTime', daysLate: 0 }
  const session = cal.sessions(cal.day(due)).find(([from, to]) => from < due && due <= to)
  const margin = session === undefined ? Infinity : session[1] - session[0]
  return { timeliness: cal.worked(done, due) >= margin ? 'early' : 'onTime', daysLate: 0 }
}

// --- What the pack claims, each answered by what it rests on. Every function answers a detail or throws Broken. ---

const jsonOf = (files, name) => {
  const bytes = files.get(name)
  must(bytes !== undefined, `thiếu tệp ${name}`)
  return JSON.parse(text(bytes))
}
const linesOf = (files, name) => {
  const bytes = files.get(name)
  must(bytes !== undefined && bytes.at(-1) === 10, `thiếu tệp ${name}, hoặc tệp bị cắt`)
  return text(bytes).slice(0, -1).split('\n')
}

/** Every file is named in the manifest with its size and hash, in this order, and there is no other. */
function checkFiles(files, manifest) {
  const listed = manifest.files.map(({ path }) => path)
  const there = [...files.keys()]
  must(there.slice(-2).join() === 'manifest.json,manifest.sha256', 'bảng kê không đứng cuối gói')
  for (const path of listed) must(files.has(path), `thiếu tệp ${path}`)
  for (const path of there.slice(0, -2)) must(listed.includes(path), `thừa tệp ${path}`)
  must(listed.join('\n') === there.slice(0, -2).join('\n'), 'các tệp không đúng thứ tự của bảng kê')
  for (const { path, size, sha256: hash } of manifest.files) must(files.get(path).length === size && sha256(files.get(path)) === hash, `tệp ${path} không khớp mã SHA-256 trong bảng kê`)
  return `${listed.length} tệp khớp mã SHA-256`
}

/** Answers the entries. The chain is whole, begins at the beginning, and ends where dossier and manifest say. */
function readChain(files, { folder, head }) {
  const [lines, hashes, dossier] = [linesOf(files, `${folder}/journal.jsonl`), linesOf(files, `${folder}/journal.sha256`), jsonOf(files, `${folder}/dossier.json`)]
  must(lines.length === hashes.length, 'số mục nhật ký khác số mã băm')
  let [prev, lastAt] = [zeros, -Infinity]
  const entries = lines.map((line, index) => {
    const entry = JSON.parse(line)
    must(entry.seq === index + 1, `mục ${index + 1} mang số ${entry.seq}: thiếu mục hoặc sai thứ tự`)
    must(sha256(Buffer.from(line, 'utf8')) === hashes[index], `mục ${entry.seq} không khớp mã băm: đã bị sửa`)
    must(entry.prev === prev, `mục ${entry.seq} không nối vào mục trước`)
    must(entry.dossier === dossier.id && Date.parse(entry.at) >= lastAt, `mục ${entry.seq} của hồ sơ khác, hoặc lùi thời gian`)
    ;[prev, lastAt] = [hashes[index], Date.parse(entry.at)]
    return entry
  })
  must(prev === dossier.journalHash && entries.length === dossier.journalSeq, 'cuối nhật ký không phải điều hồ sơ ghi: thiếu mục cuối')
  must(head.hash === prev && head.seq === entries.length, 'cuối nhật ký không phải điều bảng kê ghi')
  return { entries, dossier, detail: `${entries.length} mục liền nhau, đầu chuỗi ${prev.slice(0, 16)}…` }
}

function checkProcedure(files, { folder }, { entries }) {
  const bytes = files.get(`${folder}/procedure.json`)
  must(bytes !== undefined, 'thiếu định nghĩa quy trình')
  must(entries.every(({ procedure }) => procedure === sha256(bytes)), 'quy trình trong gói không phải bản mà nhật ký ghi')
  return `mọi mục nhật ký ghi đúng bản quy trình ${sha256(bytes).slice(0, 16)}…`
}

const stopsOf = (entries) => entries.flatMap((entry, index) => {
  if (entry.clock.mode !== 'stopped' || entries[index - 1]?.clock.mode === 'stopped') return []
  const end = entries.slice(index + 1).find(({ clock }) => clock.mode !== 'stopped')
  return [{ seq: entry.seq, status: entry.status, fromAt: Date.parse(entry.at), toAt: end === undefined ? null : Date.parse(end.at), paper: entry.paper ?? null }]
})

function checkStops(files, { folder }, { entries }) {
  const told = jsonOf(files, `${folder}/certificate.json`).stops
  const real = stopsOf(entries)
  must(told.length === real.length, `nhật ký có ${real.length} lần dừng, bản tính hạn ghi ${told.length}`)
  real.forEach((stop, index) => {
    const one = told[index]
    const paper = stop.paper === null ? null : `${stop.paper.form} ${stop.paper.number} ${stop.paper.on}`
    const toldPaper = one.paper === null ? null : `${one.paper.form} ${one.paper.number} ${one.paper.on}`
    must(one.seq === stop.seq && one.status === stop.status && Date.parse(one.fromAt) === stop.fromAt && (one.toAt === null ? null : Date.parse(one.toAt)) === stop.toAt && paper === toldPaper,
      `lần dừng ở mục ${stop.seq} không đúng như nhật ký`)
    must(one.ground !== '', `lần dừng ở mục ${stop.seq} không nêu căn cứ`)
  })
  const bare = real.filter(({ paper }) => paper === null || (paper.form === null && paper.number === null)).length
  return real.length === 0 ? 'không có lần dừng nào' : `${real.length} lần dừng${bare > 0 ? `, ${bare} lần không có giấy kèm theo` : ', lần nào cũng có giấy'}`
}

function checkDue({ clock }) {
  if (clock.open) return 'lịch không phủ hết hồ sơ: phần ngoài lịch lấy như nhật ký ghi'
  return clock.due === null ? 'không có hạn đang tính' : `tính lại từ nhật ký và lịch: ${new Date(clock.due).toISOString()}`
}

/** Whether a day is counted, reckoned without the certificate. */
const isCounted = (cal, clock, unit, day) => {
  const first = unit === 'workingDay' ? cal.forward(cal.day(clock.started)) : cal.day(clock.started)
  const isStopped = clock.stops.some(([from, to]) => to !== null && cal.day(from) < day && day <= cal.day(to))
  return day > first && !isStopped && (unit === 'calendarDay' || cal.works(day))
}
const reasonHolds = (cal, { on, reason, source }) => {
  const row = cal.rows.get(dayNumber(on))
  if (['weekend', 'notWorked', 'holiday', 'compensatory', 'swapOff', 'localOff', 'receiptOnly'].includes(reason)) return !cal.works(dayNumber(on)) && (row === undefined || row.decision === source)
  if (['workingDay', 'makeUpDay', 'localWork', 'halfDay'].includes(reason)) return cal.works(dayNumber(on)) && (row === undefined ? source === null : row.decision === source)
  return true
}

/** The days of the certificate, one after another without a gap, each counted or skipped as the calendar says, as many as the limit has. */
function checkCertificate(files, { folder }, procedure, { clock, cal }) {
  const told = jsonOf(files, `${folder}/certificate.json`)
  must((told.dueAt === null ? null : Date.parse(told.dueAt)) === clock.due, `bản tính hạn ghi ${told.dueAt}, nhật ký dẫn tới ngày khác`)
  if (told.limit.unit === 'none' || told.days.length === 0) return told.open === true ? 'chưa có ngày nào được tính' : 'không có thời hạn theo luật'
  must(budgetsOf(procedure).some(({ unit, budget }) => unit === told.limit.unit && budget === told.limit.budget), 'thời hạn không phải thời hạn của quy trình')
  let left = told.limit.budget
  told.days.forEach((line, index) => {
    must(index === 0 || dayNumber(line.on) === dayNumber(told.days[index - 1].on) + 1, `ngày ${line.on} không liền ngày trước`)
    must(reasonHolds(cal, line), `ngày ${line.on}: lịch không nói "${line.reason}"`)
    const byDay = told.limit.unit === 'workingDay' || told.limit.unit === 'calendarDay'
    if (byDay) must(line.counted === (left > 0 && isCounted(cal, clock, told.limit.unit, dayNumber(line.on))), `ngày ${line.on} ${line.counted ? 'không được tính' : 'phải được tính'}`)
    if (told.limit.unit === 'workingHour' && line.counted) must(line.minutes * 60_000 <= cal.worked(cal.instant(dayNumber(line.on), 0), cal.instant(dayNumber(line.on), dayMs - 1)) + 1, `ngày ${line.on} không có chừng ấy phút`)
    if (line.counted) left -= line.minutes === undefined ? 1 : line.minutes * 60_000
  })
  must(dayNumber(told.days[0].on) === cal.day(Date.parse(told.receivedAt)), 'bản tính hạn không bắt đầu ở ngày tiếp nhận')
  const complete = clock.due !== null && told.appointed === null
  must(!complete || Math.abs(left) < 1, 'số ngày được tính không bằng thời hạn')
  const last = told.days.findLast(({ counted: isIn }) => isIn)
  must(!complete || told.keptPrinted || last === undefined || told.limit.unit === 'calendarDay' || dayNumber(last.on) === cal.dueDay(clock.due), 'ngày được tính cuối cùng không phải ngày đến hạn')
  return `${told.days.length} ngày, từng ngày khớp lịch ${told.calendar}`
}

/** Early, on time or late follows from due date and end; the days late are told one by one. */
function checkVerdict(files, { folder }, { entries, dossier }, { clock, cal, readyAt }) {
  const told = jsonOf(files, `${folder}/certificate.json`)
  must(told.timeliness === dossier.timeliness && told.daysLate === dossier.daysLate, 'kết luận trong bản tính hạn khác kết luận của hồ sơ')
  const last = entries.findLast(({ timeliness }) => timeliness !== undefined)
  must((last?.timeliness ?? null) === dossier.timeliness && (last?.daysLate ?? null) === dossier.daysLate, 'kết luận của hồ sơ khác kết luận trong nhật ký')
  if (readyAt === null || clock.open) return 'chưa có kết quả để kết luận'
  must(Date.parse(told.doneAt) === readyAt, 'thời điểm có kết quả khác nhật ký')
  const { timeliness, daysLate } = verdictOf(cal, clock, readyAt)
  must(timeliness === dossier.timeliness && daysLate === dossier.daysLate, `tính lại được ${timeliness}, ${daysLate} ngày; hồ sơ ghi ${dossier.timeliness}, ${dossier.daysLate} ngày`)
  const late = told.lateDays.filter(({ counted: isIn }) => isIn).map(({ on }) => on)
  must(late.length === (daysLate ?? 0) && told.lateDays.every((line) => reasonHolds(cal, line) && line.counted === cal.works(dayNumber(line.on))), 'các ngày quá hạn không khớp lịch')
  return { late: `quá hạn ${daysLate} ngày làm việc: ${late.join(', ')}`, early: 'trước hạn', onTime: 'đúng hạn' }[timeliness] ?? 'không có thời hạn'
}

/** The clear texts fit the commitments of the journal; in a redacted pack there are none. */
function checkTexts(files, { folder }, { entries }, manifest) {
  if (manifest.personalData === 'redacted') {
    must(!files.has(`${folder}/personal.json`), 'gói che dữ liệu cá nhân lại có tệp dữ liệu cá nhân')
    return 'dữ liệu cá nhân được che; nhật ký chỉ có mã cam kết'
  }
  const fields = jsonOf(files, `${folder}/personal.json`)
  for (const { seq, field, salt, value } of fields) must(entries[seq - 1]?.personal?.[field] === sha256(Buffer.from(`${salt}\u0000${value.normalize('NFC')}`)), `nội dung "${field}" của mục ${seq} không đúng mã cam kết`)
  return `${fields.length} nội dung khớp mã cam kết trong nhật ký`
}

function checkPapers(files, { folder, papers }, { entries }) {
  const forms = entries.flatMap(({ seq, paper }) => (/^0[1-5]$/.test(paper?.form ?? '') ? [seq] : []))
  for (const seq of forms) must(papers.some((one) => one.seq === seq), `thiếu giấy tờ phát hành ở mục ${seq}`)
  for (const { path } of papers) must(path.startsWith(`${folder}/`) && text(files.get(path)?.subarray(0, 5) ?? Buffer.alloc(0)) === '%PDF-', `thiếu tệp ${path}`)
  return `${papers.length} giấy tờ`
}

// --- Nonconformities and corrective actions: the entries of the registers, and that what the pack tells of them is what they say. ---

/** JSON with the members of every object in one order. */
const stable = (value) => JSON.stringify(value, (_key, part) => (part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part))
const sameAs = (told, found) => stable(told ?? null) === stable(found ?? null)

/** Entries of a register, each with the bytes that were hashed. `whole`: all of a chain; else some of it, those that follow one another linked. */
function entriesOf(files, name, whole) {
  const bytes = files.get(`${name}.jsonl`)
  if (bytes !== undefined && bytes.length === 0 && files.get(`${name}.sha256`)?.length === 0) return { entries: [], last: zeros }
  const [lines, hashes] = [linesOf(files, `${name}.jsonl`), linesOf(files, `${name}.sha256`)]
  must(lines.length === hashes.length, `${name}: số mục khác số mã băm`)
  let before = whole ? { seq: 0, hash: zeros, at: -Infinity } : null
  const entries = lines.map((line, index) => {
    const entry = JSON.parse(line)
    const at = Date.parse(entry.at)
    must(sha256(Buffer.from(line, 'utf8')) === hashes[index], `${name}: mục ${entry.seq} không khớp mã băm`)
    must(before === null || (whole ? entry.seq === before.seq + 1 : entry.seq > before.seq), `${name}: thiếu mục hoặc sai thứ tự ở mục ${entry.seq}`)
    must(before === null || entry.seq !== before.seq + 1 || entry.prev === before.hash, `${name}: mục ${entry.seq} không nối vào mục trước`)
    must(before === null || at >= before.at, `${name}: mục ${entry.seq} lùi thời gian`)
    before = { seq: entry.seq, hash: hashes[index], at }
    return entry
  })
  return { entries, last: before.hash }
}

/** What one nonconformity is said to be, held against its entries of the register. */
function checkOneNonconformity(told, own, { dossier, entries }) {
  const [raised, ...more] = own.filter(({ event }) => event === 'RAISE')
  must(raised !== undefined && more.length === 0, `${told.code}: sổ không ghi đúng một lần phát hiện`)
  for (const [member, name] of [['code', 'code'], ['source', 'source'], ['rule', 'rule'], ['unit', 'unitId'], ['grade', 'grade'], ['clause', 'clause'], ['occurredOn', 'occurredOn'], ['text', 'text'], ['facts', 'facts']]) {
    must(sameAs(raised[member], told[name]), `${told.code}: "${name}" không phải điều sổ ghi`)
  }
  must(Date.parse(raised.at) === Date.parse(told.foundAt), `${told.code}: ngày phát hiện không phải điều sổ ghi`)
  if (told.source === 'lateDossier') {
    const due = Date.parse(told.facts.dueAt)
    must(raised.dossiers.includes(dossier.id), `${told.code}: sổ không ghi hồ sơ này`)
    must(entries.some(({ clock }) => clock.dueAt !== null && Date.parse(clock.dueAt) === due), `${told.code}: hạn ghi trong sổ không có trong nhật ký hồ sơ`)
  }
  const settled = own.find(({ event }) => event === 'SETTLE') ?? null
  must((told.settled === null) === (settled === null) && (told.standing === 'settled') === (settled !== null), `${told.code}: sổ ghi khác về việc khép lại`)
  must(settled === null || (settled.reason === told.settled.reason && Date.parse(settled.at) === Date.parse(told.settled.at)), `${told.code}: lý do khép lại không phải điều sổ ghi`)
  const taken = own.flatMap(({ event, action }) => (event === 'TAKE_UP' ? [action] : []))
  must(sameAs([...new Set(taken)].sort(), told.actions.map(({ id }) => id).sort()), `${told.code}: phiếu hành động không phải điều sổ ghi`)
}

function checkNonconformities(files, { folder }, chain) {
  const told = jsonOf(files, `${folder}/nonconformities.json`)
  const { entries } = entriesOf(files, `${folder}/register`, false)
  const known = new Set(told.map(({ id }) => id))
  for (const entry of entries) must(known.has(entry.nonconformity), `mục ${entry.seq} của sổ nói về sự không phù hợp không có trong gói`)
  for (const one of told) checkOneNonconformity(one, entries.filter(({ nonconformity }) => nonconformity === one.id), chain)
  if (told.length > 0) return told.map(({ code }) => code).join(', ')
  return chain.dossier.timeliness === 'late' ? 'sổ chưa ghi sự không phù hợp nào của hồ sơ quá hạn này' : 'không có'
}

const peopleOf = ({ actor }) => [actor.account, actor.onBehalfOf].filter((id) => id !== null)
const planning = new Set(['ANALYSE', 'SUBMIT'])
const working = new Set(['REPORT', 'ATTACH', 'FINISH'])
const judging = new Set(['VERIFY', 'CLOSE', 'EXTEND', 'REOPEN', 'CARRY_OVER'])

/** Given away while it is approved, verified or measured: who owned it counts as having planned it. */
const judgedIn = new Set(['awaitingApproval', 'verifying', 'measuring'])

/** Nobody approves what they planned or own, nobody verifies what they planned, did or own; a substitute and the absent person both count. */
function checkFourEyes(entries) {
  const [planners, doers] = [new Set(), new Set()]
  let owner = null
  entries.forEach((entry, index) => {
    const { event, seq } = entry
    const people = peopleOf(entry)
    const returnsWork = event === 'RETURN' && entries[index - 1]?.state === 'verifying'
    const mine = (id) => id === owner || planners.has(id)
    if (event === 'APPROVE' || (event === 'RETURN' && !returnsWork)) must(!people.some(mine), `mục ${seq}: người phê duyệt cũng là người lập kế hoạch`)
    if (judging.has(event) || returnsWork) must(!people.some((id) => mine(id) || doers.has(id)), `mục ${seq}: người xác minh cũng là người làm`)
    if (event === 'ASSIGN' && judgedIn.has(entry.state)) planners.add(owner)
    if (event === 'ACCEPT' || event === 'ASSIGN') owner = entry.owner
    for (const id of people) { if (planning.has(event)) planners.add(id); if (working.has(event)) doers.add(id) }
  })
}

const logFactorials = [0]
const logFactorial = (n) => { for (let k = logFactorials.length; k <= n; k += 1) logFactorials.push(logFactorials[k - 1] + Math.log(k)); return logFactorials[n] }
const logOver = (n, k) => logFactorial(n) - logFactorial(k) - logFactorial(n - k)
const summed = (from, to, term) => { let sum = 0; for (let k = from; k <= to; k += 1) sum += Math.exp(term(k)); return Math.min(1, sum) }
const binomialLog = (n, p) => (k) => (p <= 0 ? (k === 0 ? 0 : -Infinity) : p >= 1 ? (k === n ? 0 : -Infinity) : logOver(n, k) + k * Math.log(p) + (n - k) * Math.log(1 - p))
/** So few by chance if nothing had changed: Fisher's exact test for shares, a conditional binomial for numbers. */
const chanceOf = ({ figure }, before, after) => {
  const hits = before.hits + after.hits
  if (after.total === 0) return 1
  if (figure !== 'lateShare') return summed(0, after.hits, binomialLog(hits, after.total / Math.max(1, before.total + after.total)))
  const all = before.total + after.total
  return summed(Math.max(0, hits - before.total), after.hits, (k) => logOver(hits, k) + logOver(all - hits, after.total - k) - logOver(all, after.total))
}
/** So many by chance if the target were just met. */
const excessOf = ({ figure, target }, { hits, total }) => {
  if (figure === 'lateShare') return summed(hits, total, binomialLog(total, target / 10_000))
  return target === 0 ? 0 : 1 - summed(0, hits - 1, (k) => k * Math.log(target) - target - logFactorial(k))
}
const verdictBy = (plan, before, after, rate) => {
  const met = plan.figure === 'lateShare' ? after.hits * 10_000 <= plan.target * after.total : after.hits <= plan.target
  if (after.total === 0) return 'inconclusive'
  if (met) return chanceOf(plan, before, after) <= rate ? 'effective' : 'inconclusive'
  return excessOf(plan, after) <= rate ? 'notEffective' : 'inconclusive'
}

/** Each verdict follows from the figures and from the plan that was named before; the k-th look at a plan has 5 % / 2^k. */
function checkEffects(entries) {
  let [plan, baseline, look] = [null, null, 0]
  for (const { seq, event, measure, baseline: counted, measured } of entries) {
    if (event === 'REOPEN') [plan, baseline, look] = [null, null, 0]
    plan = measure ?? plan
    baseline = counted ?? baseline
    if (event !== 'MEASURE') continue
    must(plan !== null && baseline !== null, `mục ${seq}: đo khi chưa định số đo`)
    look += 1
    const rates = [1 - 1e-9, 1 + 1e-9].map((edge) => (0.05 / 2 ** look) * edge)
    must(rates.some((rate) => verdictBy(plan, baseline, measured, rate) === measured.verdict), `mục ${seq}: số liệu ${measured.hits}/${measured.total} không cho kết luận "${measured.verdict}"`)
  }
}

/** The action as its entries leave it. */
function standingOf(entries) {
  const one = { ownerId: null, dueOn: null, analysis: null, correction: null, action: null, measure: null, baseline: null, outcome: null, files: [], results: [] }
  for (const entry of entries) {
    if (entry.event === 'REOPEN') Object.assign(one, { dueOn: null, measure: null, baseline: null, files: [], results: [] })
    Object.assign(one, {
      ownerId: entry.owner ?? one.ownerId, dueOn: entry.dueOn ?? one.dueOn, analysis: entry.analysis ?? one.analysis, correction: entry.correction ?? one.correction, action: entry.correctiveAction ?? one.action,
      measure: entry.measure ?? one.measure, baseline: entry.baseline ?? one.baseline, outcome: entry.outcome ?? one.outcome,
    })
    if (entry.event === 'EXTEND') one.measure = { ...one.measure, windowTo: entry.windowTo }
    if (entry.event === 'ATTACH') one.files.push(entry.file)
    if (entry.measured !== undefined) one.results.push(entry.measured)
  }
  return one
}

function checkAction(files, name, { id, code }, nonconformities) {
  const told = jsonOf(files, `${name}.json`)
  const { entries, last } = entriesOf(files, name, true)
  const end = entries.at(-1)
  must(told.id === id && told.code === code && entries.every((entry) => entry.action === id && entry.code === code), `${code}: nhật ký của phiếu khác`)
  must(told.head.hash === last && told.head.seq === end.seq, `${code}: cuối nhật ký không phải điều phiếu ghi`)
  must(entries[0].event === 'PROPOSE' && entries[0].nonconformities.some((one) => nonconformities.has(one)), `${code}: phiếu không lập cho sự không phù hợp của hồ sơ này`)
  must(told.state === end.state && told.round === end.round, `${code}: trạng thái không phải điều nhật ký ghi`)
  const { files: attached, results, ...found } = standingOf(entries)
  for (const [member, value] of Object.entries(found)) must(sameAs(told[member], value), `${code}: "${member}" không phải điều nhật ký ghi`)
  must(sameAs(told.evidence.flatMap(({ file }) => (file === null ? [] : [file.sha256])), attached), `${code}: tệp bằng chứng không phải điều nhật ký ghi`)
  must(sameAs(told.measurements.map(({ window: { hits, total }, verdict, rule }) => ({ hits, total, verdict, rule })), results), `${code}: kết quả đo không phải điều nhật ký ghi`)
  checkFourEyes(entries)
  checkEffects(entries)
  return `${code}: ${entries.length} mục, ${told.state}${results.length === 0 ? '' : `, đo được ${results.at(-1).verdict}`}`
}

function checkActions(files, { folder }) {
  const told = jsonOf(files, `${folder}/nonconformities.json`)
  const ids = new Set(told.map(({ id }) => id))
  const named = new Map(told.flatMap(({ actions }) => actions.map((one) => [one.id, one])))
  const shown = [...named.values()].filter(({ file }) => file !== null)
  const names = shown.map(({ file }) => `${folder}/${file.replace(/\.json$/, '')}`)
  for (const path of files.keys()) must(!path.startsWith(`${folder}/actions/`) || names.some((name) => [`${name}.json`, `${name}.jsonl`, `${name}.sha256`].includes(path)), `thừa tệp ${path}`)
  const details = shown.map((one, index) => checkAction(files, names[index], one, ids))
  const hidden = named.size - shown.length
  return [...details, ...(hidden === 0 ? [] : [`${hidden} phiếu ngoài quyền xem`])].join('; ') || 'không có phiếu nào'
}

const titles = {
  container: 'Tệp ZIP nguyên vẹn từng byte', manifest: 'Bảng kê không bị sửa', files: 'Không tệp nào bị sửa, thiếu hoặc thừa',
  journal: 'Nhật ký liền mạch, không mục nào bị sửa, bớt hay đổi chỗ', procedure: 'Quy trình là bản hồ sơ đã theo', due: 'Mọi hạn trong nhật ký tính lại được',
  certificate: 'Bản tính hạn đúng lịch từng ngày', stops: 'Mỗi lần dừng có căn cứ trong nhật ký', verdict: 'Kết luận sớm, đúng, quá hạn tính lại được',
  texts: 'Nội dung cá nhân khớp mã cam kết', papers: 'Có đủ giấy tờ đã phát hành',
  nonconformity: 'Sự không phù hợp đúng như sổ theo dõi', action: 'Hành động khắc phục: nhật ký liền mạch, người làm không tự xác minh, kết luận hiệu lực tính lại được',
}

function examine(name, dossier, work, found) {
  try {
    const answer = work()
    found.push({ claim: name, dossier, holds: true, title: titles[name], detail: typeof answer === 'string' ? answer : answer?.detail ?? '' })
    return answer
  } catch (error) {
    const words = error instanceof Broken ? error.message : error instanceof Uncovered ? `lịch không có ngày ${error.message}` : `không đọc được: ${error.message}`
    found.push({ claim: name, dossier, holds: false, title: titles[name], detail: words })
    return null
  }
}

function examineDossier(files, manifest, one, found) {
  const ask = (name, work) => examine(name, one.code, work, found)
  const chain = ask('journal', () => readChain(files, one))
  if (chain === null) return
  ask('procedure', () => checkProcedure(files, one, chain))
  let clock = null
  const due = ask('due', () => {
    const procedure = jsonOf(files, `${one.folder}/procedure.json`)
    const names = [...new Set(chain.entries.map(({ calendar }) => calendar))]
    const calendars = new Map(names.map((name) => [name, new Calendar(jsonOf(files, `${one.folder}/calendar-${name}.json`))]))
    const readyAt = Date.parse(chain.entries.find(({ status }) => status === 9 || status === 10)?.at ?? '')
    clock = { ...replay(chain.entries, calendars, procedure), readyAt: Number.isNaN(readyAt) ? null : readyAt, procedure }
    return checkDue(clock)
  })
  if (due !== null) {
    ask('certificate', () => checkCertificate(files, one, clock.procedure, clock))
    ask('verdict', () => checkVerdict(files, one, chain, clock))
  }
  ask('stops', () => checkStops(files, one, chain))
  ask('texts', () => checkTexts(files, one, chain, manifest))
  ask('papers', () => checkPapers(files, one, chain))
  // A pack of before has neither, and claims neither.
  if (!one.claims.some(({ claim }) => claim === 'nonconformity')) return
  ask('nonconformity', () => checkNonconformities(files, one, chain))
  ask('action', () => checkActions(files, one))
}

/** Every claim of a pack, each holding or broken. `expected`: the SHA-256 that somebody outside remembers. */
export function verifyPack(pack, expected = null) {
  const found = []
  const hash = sha256(pack)
  const files = examine('container', null, () => {
    must(expected === null || expected.toLowerCase() === hash, `mã SHA-256 của tệp là ${hash}, không phải mã được báo`)
    return readContainer(pack)
  }, found)
  const manifest = files === null ? null : examine('manifest', null, () => {
    const bytes = files.get('manifest.json')
    must(bytes !== undefined && files.has('manifest.sha256'), 'gói không có bảng kê')
    must(text(files.get('manifest.sha256')) === `${sha256(bytes)}  manifest.json\n`, 'bảng kê không khớp mã SHA-256 của nó')
    const value = JSON.parse(text(bytes))
    must(value.format === 'quytrinh-evidence' && value.version === 1, 'không phải gói chứng cứ kiểu 1')
    return { value, detail: `${value.dossiers.length} hồ sơ, lập ${value.madeAt}` }
  }, found)
  if (manifest !== null) {
    examine('files', null, () => checkFiles(files, manifest.value), found)
    for (const one of manifest.value.dossiers) examineDossier(files, manifest.value, one, found)
  }
  return { ok: found.every(({ holds }) => holds), sha256: hash, claims: found }
}

/** The answer in words, a line a claim. */
export const wordsOf = ({ ok, sha256: hash, claims }) => [
  ...claims.map(({ holds, dossier, title, detail }) => `${holds ? 'ĐÚNG  holds ' : 'SAI   BROKEN'}  ${dossier === null ? '' : `${dossier}: `}${title}${detail === '' ? '' : ` – ${detail}`}`),
  `SHA-256 ${hash}`, ok ? 'Mọi điều gói nêu đều đúng. Every claim holds.' : 'Gói có điều sai. At least one claim is broken.',
].join('\n')

/** A pack from a file. @throws Broken when it is larger than any pack. */
export const readPack = (path) => {
  must(statSync(path).size <= limits.packBytes, 'tệp quá lớn')
  return readFileSync(path)
}

function main(args) {
  const at = args.indexOf('--sha256')
  const expected = at < 0 ? null : args[at + 1] ?? ''
  const words = args.filter((word, index) => word !== '--json' && (at < 0 || (index !== at && index !== at + 1)))
  if (words.length !== 1 || words[0].startsWith('-')) {
    process.stderr.write('node verify.mjs GOI.zip [--json] [--sha256 MA]\n')
    return 2
  }
  const answer = verifyPack(readPack(words[0]), expected)
  process.stdout.write(`${args.includes('--json') ? JSON.stringify(answer) : wordsOf(answer)}\n`)
  return answer.ok ? 0 : 1
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2))
