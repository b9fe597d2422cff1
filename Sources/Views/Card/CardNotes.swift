/// The words beside a card's rows: whole notes, what stands before their colons, or their last words,
/// the longest of these for which there is room in all rows.
///
/// `forget gate: how much is kept`, `forget gate`, `kept`. Of last words those that fit are enough, if
/// these are most.
struct CardNotes {
  let texts: [String]

  init(_ notes: [String], room: Int) {
    let forms = [{ $0 }, CardNotes.title, CardNotes.lastWord] as [(String) -> String]
    for form in forms {
      let texts = notes.map(form)
      if texts.allSatisfy({ $0.count <= room }) {
        self.texts = texts
        return
      }
    }
    let words = notes.map(CardNotes.lastWord).map { $0.count <= room ? $0 : "" }
    let isMost = 2 * words.count { !$0.isEmpty } > notes.count { !$0.isEmpty }
    texts = isMost ? words : notes.map { _ in "" }
  }

  /// What stands before the colon or the comma.
  private static func title(_ note: String) -> String {
    String(note.prefix { !":,;".contains($0) })
  }

  /// The last word before a comma: what is done.
  private static func lastWord(_ note: String) -> String {
    let words = note.prefix { !",;".contains($0) }.split(separator: " ")
    return words.last.map(String.init) ?? ""
  }
}
