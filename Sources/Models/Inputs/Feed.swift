import Containers
import Expressions
import Tensors

/// What is fed to a model: an array for each input, with a leading axis of samples.
package struct Feed: Sendable {
  package let tensors: [Tensor]
  package let samples: Int
  /// Whether the person gave an axis of samples, or one bare sample.
  package let isBatch: Bool
  /// What was passed over in the files that were read.
  package private(set) var remarks: [String] = []

  package init(tensors: [Tensor], samples: Int, isBatch: Bool) {
    self.tensors = tensors
    self.samples = samples
    self.isBatch = isBatch
  }

  /// The shapes of one sample.
  package var shapes: [Shape] { tensors.map { $0.shape.removing(0) } }

  /// One sample by itself; nil when there is none of that number.
  package func sample(_ index: Int) -> Feed? {
    let rows = tensors.compactMap { $0.row(index) }
    guard rows.count == tensors.count, !rows.isEmpty else { return nil }
    let lifted = rows.compactMap { $0.reshaped($0.shape.inserting(1, at: 0)) }
    return Feed(tensors: lifted, samples: 1, isBatch: false)
  }

  // MARK: Reading

  /// The arrays of a file named as an input, `data.npz` or `data.npz:x0`; nil for other texts.
  package static func arrays(inFile text: String) throws -> [FileArray]? {
    try ArrayFile(text)?.read()
  }

  /// Reads `[[0, 1], [2, 3]]`, `zeros`, `data.npz`, or `a=… b=…` for a model.
  package static func read(
    _ text: String, for model: Model, names: some Environment = NoNames()
  ) throws -> Feed {
    let inputs = model.inputs
    let parts = Assignments.split(text, names: inputs.map(\.name))
    guard !parts.isEmpty else {
      throw InputError("what is fed is empty", hint: "A value: zeros, say, or a file: x.npy.")
    }
    if let only = parts.first, parts.count == 1, only.name == nil, inputs.count > 1,
      ArrayFile(only.text) == nil
    {
      return try same(only.text, model, names)
    }
    var given: [String: Tensor] = [:]
    var bare: [Tensor] = []
    var remarks: [String] = []
    for part in parts {
      if part.name == nil, let word = Assignments.assignedName(part.text) {
        throw InputError(
          "\(model.name) has no input \(word)",
          hint: "It takes \(model.inputsText)")
      }
      for array in try arrays(part.text, hint: hint(part.name, model), names) {
        remarks += array.remarks
        guard let name = part.name ?? array.name else {
          bare.append(array.tensor)
          continue
        }
        guard given.updateValue(array.tensor, forKey: name) == nil else {
          throw InputError("\(name) is given twice", hint: "Give each input once.")
        }
      }
    }
    var tensors: [Tensor] = []
    for (index, input) in inputs.enumerated() {
      guard
        let tensor = given[input.name] ?? given["x\(index)"]
          ?? (inputs.count == 1 ? given["x"] : nil)
          ?? (index < bare.count ? bare[index] : nil) ?? onlyArray(given, inputs.count)
      else { throw missing(input, of: model, given) }
      tensors.append(tensor)
    }
    var feed = try fitted(tensors, inputs)
    feed.remarks = remarks + cuts(tensors, inputs) + passedOver(given, model)
    return feed
  }

  /// The same text for every input, such as `zeros`, each in its own shape.
  private static func same(
    _ text: String, _ model: Model, _ names: some Environment
  ) throws -> Feed {
    let inputs = model.inputs
    let tensors = try inputs.map { input in
      let arrays = try arrays(text, hint: hint(input.name, model), names)
      return arrays.first?.tensor ?? Tensor(scalar: 0)
    }
    return try fitted(tensors, inputs)
  }

  /// A file's only array is the only input's, whatever it is called.
  private static func onlyArray(_ given: [String: Tensor], _ inputs: Int) -> Tensor? {
    inputs == 1 && given.count == 1 ? given.values.first : nil
  }

  private static func hint(_ name: String?, _ model: Model) -> Shape? {
    let inputs = model.inputs
    let input = inputs.first { $0.name == name } ?? inputs.first
    guard let shape = input?.shape else { return nil }
    let one = Shape(shape.map { $0 ?? 3 })
    return model.statefulBatch.map { one.inserting($0, at: 0) } ?? one
  }

  private static func arrays(
    _ text: String, hint: Shape?, _ names: some Environment
  ) throws -> [FileArray] {
    if let arrays = try arrays(inFile: text) { return arrays }
    try refuseBareNumbers(text)
    let expression = try Feed.expression(text, names)
    return [FileArray(name: nil, tensor: try expression.evaluate(in: names, shapeHint: hint))]
  }

  /// What is typed as an expression; a path that is none says what is there.
  private static func expression(_ text: String, _ names: some Environment) throws -> Expression {
    do {
      return try Expression(text, names: names)
    } catch {
      guard text.contains("/") else { throw error }
      do {
        _ = try FileBytes(path: text)
      } catch let unusable {
        if unusable.found == "No such file or directory" { throw error }
        throw unusable
      }
      throw InputError(
        "the name of \(text.onOneLine) does not say what kind of file it is",
        hint: "Inputs are ." + ArrayFormats.suffixes.joined(separator: ", .") + ".")
    }
  }

  /// `0, 1` and `0 1` are not one value; `[0, 1]` is, and so is `0 -1`, a difference.
  private static func refuseBareNumbers(_ text: String) throws {
    let words = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    let isDifference =
      !text.contains(",") && words.dropFirst().contains { "+-".contains($0.prefix(1)) }
    guard words.count > 1, !isDifference,
      words.allSatisfy({ (try? NumberText.value(of: $0)) != nil })
    else {
      return
    }
    throw InputError(
      "\(text) is not one value",
      hint: "Numbers that belong together stand in brackets: [\(words.joined(separator: ", "))].")
  }

  /// The arrays as a batch, if their shapes are those of the model's inputs.
  package static func fitted(_ tensors: [Tensor], _ inputs: [Model.Input]) throws -> Feed {
    var batched: [Tensor] = []
    var isBatch = false
    for (tensor, input) in zip(tensors, inputs) {
      if input.accepts(tensor.shape),
        let one = tensor.reshaped(tensor.shape.inserting(1, at: 0))
      {
        batched.append(one)
      } else if tensor.shape.rank > 0, input.accepts(tensor.shape.removing(0)) {
        isBatch = true
        batched.append(tensor)
      } else {
        throw misfit(tensor, input)
      }
    }
    let samples = batched.map { $0.shape[0] }
    guard let count = samples.max(), count > 0 else {
      throw InputError("there is no sample in what is fed", hint: "Feed at least one.")
    }
    guard samples.allSatisfy({ $0 == count }) else {
      throw InputError(
        "the inputs have different numbers of samples: "
          + samples.map(String.init).joined(separator: ", "))
    }
    let typed = try zip(batched, inputs).map { try cast($0, as: $1) }
    return Feed(tensors: typed, samples: count, isBatch: isBatch)
  }

  private static func misfit(_ tensor: Tensor, _ input: Model.Input) -> InputError {
    let batch = input.shapeText.dropFirst()
    var hint = "One sample is \(input.shapeText), a batch of N samples (N, \(batch)."
    let open = input.shape?.filter { $0 == nil }.count ?? 0
    if let shape = input.shape {
      let count = shape.compactMap { $0 }.reduce(1, *)
      let lengths = shape.compactMap { $0 }
      if open == 0, count > 0, tensor.count == count, shape.count > 1 {
        hint +=
          tensor.shape.dims == lengths.reversed()
          ? " Its transpose would do: add .T."
          : " The numbers would fill it: add .reshape(\(lengths.map(String.init).joined(separator: ", ")))."
      } else if open == 0, shape.count > 1, tensor.shape.dims == Array(lengths.dropFirst()) {
        hint += " What is fed is one row of it, and it has \(lengths[0])."
      } else if tensor.shape.rank == 0 {
        hint += " The same number in every place is fed as ones * 3."
      }
    }
    return InputError(
      "\(input.name) takes \(input.shapeText), but what is fed is \(tensor.shape.inWords)",
      hint: hint)
  }
}

/// Splits `a=[1, 2] b=zeros` at the names of inputs.
enum Assignments {
  static func split(_ text: String, names: [String]) -> [(name: String?, text: String)] {
    var result: [(name: String?, text: String)] = []
    var name: String?
    var current = ""
    for word in words(text) {
      let isAssignment = assignedName(word) != nil
      if isAssignment, let equals = word.firstIndex(of: "="),
        names.contains(String(word[..<equals]))
      {
        if !current.isEmpty { result.append((name, current)) }
        name = String(word[..<equals])
        current = String(word[word.index(after: equals)...])
      } else if isAssignment {
        if !current.isEmpty { result.append((name, current)) }
        name = nil
        current = word
      } else {
        current += current.isEmpty ? word : " " + word
      }
    }
    if !current.isEmpty { result.append((name, current)) }
    return result
  }

  /// The name before the `=` of an assignment; nil when a text is none.
  static func assignedName(_ text: String) -> String? {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
    let after = text[text.index(after: equals)...]
    let word = text[..<equals]
    let isWord = word.allSatisfy { $0.isLetter || $0.isNumber || "_-./:#".contains($0) }
    return isWord && !after.hasPrefix("=") ? String(word) : nil
  }

  /// The words outside brackets.
  private static func words(_ text: String) -> [String] {
    var result: [String] = []
    var current = ""
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character.isWhitespace, depth <= 0 {
        if !current.isEmpty { result.append(current) }
        current = ""
      } else {
        current.append(character)
      }
    }
    if !current.isEmpty { result.append(current) }
    return result
  }
}
