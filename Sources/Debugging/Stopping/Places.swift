import Equations
import Terms

/// Places to stop at, as a word names them: equations, each in some or all timesteps.
package struct Places: Sendable, Equatable {
  /// As it can be typed anywhere: `lstm.f` for an f that was typed inside lstm.
  package let word: String
  /// One for every equation.
  package let locations: [Location]

  package init(word: String, locations: [Location]) {
    self.word = word
    self.locations = locations
  }

  /// The equations meant.
  package var equations: Set<Int> {
    Set(
      locations.compactMap { location in
        if case .equation(let id, _) = location.target { id } else { nil }
      })
  }

  /// Whether an execution is at one of them.
  package func contains(_ equation: Int, at steps: SIMD4<Int>) -> Bool {
    locations.contains { location in
      guard case .equation(equation, let wanted) = location.target else { return false }
      return wanted.prefix(4).enumerated().allSatisfy { depth, step in
        step.map { $0 == steps[depth] } ?? true
      }
    }
  }
}

/// Words for several places at once, besides those for one.
///
/// | word | places |
/// | --- | --- |
/// | `/lstm.*\.f/` | the equations whose name, as in `lstm.f`, the pattern is found in |
/// | `LSTM`, `LSTM@3`, `LSTM.f` | the place of that kind in every layer of Keras' class |
extension Machine {
  /// The places that a word names, seen from a frame; the innermost one without.
  package func places(_ word: String, in frame: StackFrame? = nil) throws -> Places {
    if let pattern = try Pattern(slashed: word) {
      let found = program.equations.filter { pattern.matches(name(of: $0)) }
      guard !found.isEmpty else { throw PlaceError.noMatch(word) }
      return Places(
        word: word, locations: found.map { Location(.equation($0.id, steps: []), word: word) })
    }
    let isLayer = (try? PlaceWord(word, program.frames))?.frame != nil
    if !isLayer, let locations = try ofClass(word) {
      return Places(word: word, locations: locations)
    }
    let location = try location(word, in: frame)
    guard case .tick(let tick) = location.target else {
      return Places(word: isLayer ? word : absolute(location), locations: [location])
    }
    guard let moment = program.moment(tick) else { throw PlaceError.isNoEquation(word) }
    let here = Location(.equation(moment.equation, steps: moment.steps), word: word)
    return Places(word: program.place(of: moment), locations: [here])
  }

  /// Goes on to the next, or back to the last, execution at one of several places.
  package func until(_ places: Places, backwards: Bool = false) throws -> Stop {
    let next = places.locations.compactMap { location -> (tick: Int, location: Location)? in
      let tick =
        backwards
        ? location.tick(before: position.tick, in: program)
        : location.tick(after: position.tick, in: program)
      return tick.map { ($0, location) }
    }
    let nearest = backwards ? next.max { $0.tick < $1.tick } : next.min { $0.tick < $1.tick }
    guard let location = nearest?.location ?? places.locations.first else {
      throw PlaceError.noMatch(places.word)
    }
    return try until(location, backwards: backwards)
  }

  /// `lstm.f`: the name of an equation without timesteps.
  package func name(of equation: Equation) -> String {
    let frames = program.frames
    let path = frames.indices.contains(equation.frame) ? frames[equation.frame].path : ""
    return "\(path).\(equation.result.name.ascii)"
  }

  /// `LSTM@3.f` in every layer of the class; nil when the word begins with no class of the model.
  private func ofClass(_ word: String) throws(PlaceError) -> [Location]? {
    let whole = program.frames.contains { $0.title == word }
    let kind = whole ? word : String(word.prefix { $0 != "." && $0 != "@" })
    let layers = program.frames.filter { $0.isOf(kind) }
    guard !layers.isEmpty else { return nil }
    var locations: [Location] = []
    var problem: PlaceError?
    for layer in layers {
      do {
        locations.append(try location(layer.path + word.dropFirst(kind.count)))
      } catch {
        problem = problem ?? error
      }
    }
    if locations.isEmpty, let problem { throw problem }
    return locations
  }

  /// A location in words that mean the same from everywhere.
  private func absolute(_ location: Location) -> String {
    guard case .equation(let id, let steps) = location.target else { return location.word }
    let equation = program.equations[id]
    let path = program.frames.indices.contains(equation.frame) ? equation.frame : nil
    let fixed = steps.prefix { $0 != nil }.compactMap { $0 }
    return (path.map { program.frames[$0].path } ?? "") + Program.timesteps(fixed) + "."
      + equation.result.name.ascii
  }
}

extension Pattern {
  /// The pattern between slashes; nil when the word is none.
  init?(slashed word: String) throws(PatternError) {
    guard word.first == "/" else { return nil }
    guard word.count > 1, word.last == "/" else {
      throw PatternError(
        source: String(word.dropFirst()), place: word.count - 1, reason: "the second / is missing")
    }
    try self.init(String(word.dropFirst().dropLast()))
  }
}
