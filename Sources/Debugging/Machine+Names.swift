import Equations
import Expressions
import Terms

/// What can be typed, for completion and suggestions.
extension Machine {
  /// The layer calls by their paths, in the order of execution.
  package var layers: [String] { program.frames.map(\.path) }

  /// The names of a layer call's values, in the order of the listing.
  package func names(of frame: Int) -> [Name] {
    program.frames.indices.contains(frame) ? scopes.names(in: frame) : []
  }

  /// The names of what can be looked at in a frame: its values; of the model inputs, layers and outputs; of a
  /// model inside it, which has no equations of its own, its layers.
  package func valueNames(in frame: StackFrame) -> [Name] {
    if frame == .model { return words(in: .model).map { Name($0) } }
    // What a loop hands on has the loop's name; inside it is known by its own.
    let names = names(of: frame.frame).filter { !$0.ascii.contains(".") }
    guard names.isEmpty else { return names }
    let path = text(frame) + "/"
    return layers.filter { $0.hasPrefix(path) }.map { Name($0) }
  }

  /// Those of them that nothing has written yet, on the way back from a target: the gradients of a call that is still
  /// on its way there.
  package func gradientsToCome(in frame: StackFrame) -> [Name] {
    guard program.frames.indices.contains(frame.frame) else { return [] }
    let gradients = Set(scopes.gradientNames(of: frame.frame).map(\.ascii))
    return valueNames(in: frame).filter {
      gradients.contains($0.ascii) && !isComputed($0.ascii, in: frame)
    }
  }

  /// The words that stand alone for a value, seen from a frame: its names, those of the calls
  /// around it, the model's.
  package func words(in frame: StackFrame? = nil) -> [String] {
    var seen: Set<String> = []
    var result: [String] = []
    var next = (frame ?? stack.first)?.frame
    while let call = next, program.frames.indices.contains(call) {
      result += scopes.names(in: call).map(\.ascii)
      next = program.frames[call].parent
    }
    result += program.inputs.map(\.name.ascii)
    result += program.outputs.count > 1 ? program.outputs.indices.map { "output:\($0)" } : []
    if !program.outputs.isEmpty { result.append("output") }
    result += program.frames.filter { !scopes.outputs(of: $0.id).isEmpty }.map(\.path)
    return result.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// The words for values and places that begin as typed: `lstm@` leads to its timesteps, `lstm.`
  /// and `lstm@2.` to its values. `words` are those of the frame, where they are known already.
  package func completions(
    of typed: String, in frame: StackFrame? = nil, among words: [String]? = nil
  ) -> [String] {
    var candidates = words ?? self.words(in: frame)
    if let point = typed.lastIndex(of: ".") {
      let before = String(typed[..<point])
      if let place = try? PlaceWord(before, program.frames), place.name == nil,
        let call = place.frame
      {
        candidates += scopes.names(in: call).map { "\(before).\($0.ascii)" }
      }
    }
    if let call = program.frames.first(where: { $0.path == typed })?.id {
      candidates += scopes.names(in: call).map { "\(typed).\($0.ascii)" }
    }
    if let at = typed.lastIndex(of: "@") {
      let before = String(typed[..<at])
      if let parsed = try? PlaceWord(before, program.frames), let call = parsed.frame,
        let scan = loop(parsed.steps.count, of: call)
      {
        candidates += (0..<min(program.scans[scan].steps, 100)).map { "\(before)@\($0)" }
      }
    }
    return candidates.filter { $0.hasPrefix(typed) }
  }

  /// The loop that a call's timestep at a place of `td/lstm@2@1` is of.
  private func loop(_ place: Int, of call: Int) -> Int? {
    guard let first = scopes.first(in: call) else { return nil }
    let loops = program.loops(program.equations[first].scan)
    return loops.indices.contains(place) ? loops[place] : nil
  }

  // MARK: What may have been meant

  func unknown(_ word: String, in frame: StackFrame?) -> PlaceError {
    if let obstacle = program.obstacle,
      word == obstacle.path || word.hasPrefix(obstacle.path + ".")
    {
      return .blocked(obstacle)
    }
    return .unknown(word, nearest: elsewhere(word) ?? nearest(to: word, in: words(in: frame)))
  }

  /// `lstm.h`: where a name that means nothing here is one; `td/lstm.h` for `lstm.h` and `td/lstm` for `lstm`,
  /// whose layer stands inside another, and for the nearest of all layers' names.
  package func elsewhere(_ word: String) -> String? {
    for frame in program.frames {
      let name = scopes.names(in: frame.id).first { $0.matches(word) }
      if let name { return "\(frame.path).\(name.ascii)" }
    }
    guard let point = word.lastIndex(of: ".") else {
      // The layer alone.
      let layer = word.prefix { $0 != "@" }
      return program.frames.first { $0.path.hasSuffix("/\(layer)") }?.path
    }
    let layer = word[..<point].prefix { $0 != "@" }
    let name = word[word.index(after: point)...]
    func written(_ frame: Frame) -> String? {
      scopes.names(in: frame.id).first { $0.matches(String(name)) }.map {
        "\(frame.path).\($0.ascii)"
      }
    }
    let inside = program.frames.filter { $0.path.hasSuffix("/\(layer)") }
    if let found = inside.lazy.compactMap(written).first { return found }
    let last = program.frames.map { String($0.path.split(separator: "/").last ?? "") }
    guard let near = nearest(to: String(layer), in: last) else { return nil }
    return zip(program.frames, last).lazy.filter { $0.1 == near }.compactMap { written($0.0) }.first
  }

  func unknownValue(_ name: String, in call: Int) -> PlaceError {
    let names = scopes.names(in: call).map(\.ascii)
    // Of several losses `L` is none, and `L_total` most likely what is meant.
    let near = names.first { $0.hasPrefix(name + "_") } ?? nearest(to: name, in: names)
    return .unknownValue(name, layer: program.frames[call].path, nearest: near, of: names)
  }
}
