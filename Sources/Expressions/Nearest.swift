/// The word that a person most likely meant; nil when none is close.
///
/// Close is at most a third of its letters away, or the same but for upper and lower case. Of
/// equally close words it is the one that begins like the typed one for longest.
package func nearest(to word: String, in words: some Sequence<String>) -> String? {
  let typed = Array(word.lowercased())
  guard !typed.isEmpty, typed.count <= 100 else { return nil }
  let most = typed.count < 3 ? 1 : max(1, typed.count / 3)
  var best: (word: String, rank: (Int, Int, String))?
  for candidate in words where candidate != word {
    let letters = Array(candidate.lowercased())
    guard abs(letters.count - typed.count) <= most, letters.count > 1 || typed.count > 1 else {
      continue
    }
    let distance = editDistance(typed, letters)
    guard distance <= most, distance < max(letters.count, typed.count) else { continue }
    let common = zip(typed, letters).prefix { $0 == $1 }.count
    let rank = (distance, -common, candidate)
    if let best, best.rank <= rank { continue }
    best = (candidate, rank)
  }
  return best?.word
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
