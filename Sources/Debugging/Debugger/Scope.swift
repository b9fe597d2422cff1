import Containers
import Expressions
import Layers
import Models
import Tensors
import Terms

/// What words mean to a person: the values of the place where one stands, of anywhere, those that
/// were named, and those printed before.
///
/// The model's values come first, so that `C` inside an LSTM is its C whatever was named before;
/// `$C` is always the variable.
package struct Scope: Environment {
  let debugger: Debugger
  /// Where one stands; nil before the first equation.
  package let frame: StackFrame?
  /// Another run of what was fed, whose values are meant in place of those at hand.
  package var twin: Machine?

  /// Whether it is asked at every key, so that no run is made for it that takes long to make.
  package var isQuick = false

  /// The run that words are of: before anything is fed, one that was fed nothing.
  package var machine: Machine? {
    twin ?? (isQuick ? debugger.session?.machineAtHand : debugger.session?.anyMachine)
  }

  /// Whether all names of the model can be told here.
  package var isWhole: Bool { machine != nil || debugger.session == nil }

  /// Makes the run that names are looked up in where nothing is fed, however long it takes; whoever is interrupted
  /// in it has made nothing.
  package func makeWhole() { _ = debugger.session?.unfed }

  /// Whether nothing is fed, so that of the model there are weights and shapes alone.
  private var isUnfed: Bool { twin == nil && debugger.session?.machine == nil }

  /// What words mean where one stands.
  package init(_ debugger: Debugger) { self.init(debugger, in: debugger.selectedFrame) }

  /// What words mean, seen from a frame.
  package init(_ debugger: Debugger, in frame: StackFrame?) {
    self.debugger = debugger
    self.frame = frame
  }

  package var names: [String] {
    let machine = machine
    let values = machine?.words(in: frame) ?? []
    let hidden = Set(values)
    return values + debugger.kept.variables.all.map(\.name).filter { !hidden.contains($0) }
  }

  package func isName(_ word: String) -> Bool {
    word.hasPrefix("$") || debugger.kept.variables[word] != nil || StepPlace(word) != nil
      || machine?.isName(word, in: frame) ?? false
  }

  /// Whether a word names one of the model's layers, where of its values nothing is known.
  package func isLayer(_ word: String) -> Bool {
    guard machine == nil, let session = debugger.session else { return false }
    return session.model.layer.graph.nodes.contains { $0.name == word }
  }

  /// Whether a word is one of the model's values here; before anything is fed, one of its weights.
  package func isValue(_ word: String) -> Bool {
    guard let machine else { return false }
    return isUnfed ? machine.isWeight(word) : machine.isName(word, in: frame)
  }

  /// Those of the Keras that saved the model.
  package var functions: [String: FunctionMaker] {
    let version = debugger.session?.model.origin.version ?? KerasVersion(3)
    return Activations.makers(version).merging(Aim.functions(version)) { own, _ in own }
  }

  /// The activations that can be typed, save those that are functions of any array.
  package static let activations: [String] = Set(Activations.names).subtracting(Functions.names)
    .sorted()

  /// How a function is called; nil of a word that is none.
  package func usage(ofFunction word: String) -> String? {
    Functions.usage(of: word) ?? (functions[word] == nil ? nil : Functions.usage(ofMade: word))
  }

  package func tensor(named word: String) throws(Unavailable) -> Tensor? {
    if word.hasPrefix("$") { return try kept(word) }
    if let place = StepPlace(word) { return try tensor(place) }
    let variable = debugger.kept.variables[word]
    // What is no value may be a variable, or a function that makes one: feed zeros.
    if !isValue(word) {
      if let variable { return variable.tensor }
      if case .function = WordUse(word) { return nil }
    }
    guard let session = debugger.session, let machine else { return nil }
    if isUnfed {
      // What is no name of the model's at all may be a slip in a function's.
      guard machine.isName(word) || word.contains(".") || word.contains("/") else {
        if let place = machine.elsewhere(word) {
          throw Unavailable("there is no \(word) here; did you mean \(place)?")
        }
        return nil
      }
      try refuseUnfed(word, session, machine)
    }
    do {
      return try machine.lookup(word, in: frame, sample: session.sample).tensor
    } catch {
      let reported = error as? any Reported
      throw Unavailable(
        reported?.message ?? "\(error)",
        hint: variable.map { "$\($0.name) is the variable \($0.name)" } ?? reported?.hint)
    }
  }

  /// What a word means in another step of training.
  private func tensor(_ place: StepPlace) throws(Unavailable) -> Tensor? {
    guard let session = debugger.session, let machine = session.machine else { return nil }
    do {
      let other = try session.run(inStep: try place.step(in: machine))
      let word = place.rest.isEmpty ? "loss" : place.rest
      return try other.lookup(word, in: .model, sample: session.sample).tensor
    } catch {
      let reported = error as? any Reported
      throw Unavailable(reported?.message ?? "\(error)", hint: reported?.hint)
    }
  }

  /// Says why there is no number yet: nothing is fed, or the file has no weights.
  private func refuseUnfed(
    _ word: String, _ session: Session, _ machine: Machine
  ) throws(Unavailable) {
    guard machine.isName(word) else { return }
    guard machine.isWeight(word) else {
      let feeds = session.model.exampleFeeds.map { "feed \($0)" }.joined(separator: ", or ")
      throw Unavailable("nothing is fed yet, so \(word) is not computed", hint: feeds)
    }
    if session.unfed?.isBare == true {
      throw Unavailable(
        "the file has no weights: \(word) has a shape and no numbers",
        hint: "open the model with --weights FILE; whatis \(word) tells the shape")
    }
  }

  /// `$`, `$3`, `$z_f`.
  private func kept(_ word: String) throws(Unavailable) -> Tensor? {
    let name = String(word.dropFirst())
    if let variable = debugger.kept.variables[name] { return variable.tensor }
    if let first = name.first, !first.isNumber {
      let near = nearest(to: name, in: debugger.kept.variables.all.map(\.name))
      throw Unavailable(
        "there is no variable \(name)",
        hint: near.map { "did you mean $\($0)?" } ?? "let \(name) = … makes one")
    }
    let count = debugger.kept.printed.count
    guard count > 0 else { throw Unavailable("nothing was printed yet") }
    guard let number = name.isEmpty ? count : Int(name), (1...count).contains(number) else {
      throw Unavailable("there is no \(word)", hint: "$1 to $\(count)")
    }
    guard let tensor = debugger.kept.printed[number - 1] else {
      throw Unavailable(
        "\(word) is no longer kept: variables and what was printed may have "
          + "\(debugger.kept.limit) numbers",
        hint: "let NAME = … keeps a value")
    }
    return tensor
  }
}
