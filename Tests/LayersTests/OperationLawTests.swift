import Containers
import Equations
import Tensors
import Terms
import TestSupport
import Testing

@testable import Layers

/// An argument of a call of x, which stands for its tensor.
private typealias Written = Argument<Signal>

@Suite("no operation passes over what it does not understand")
struct OperationLawTests {
  /// One way of calling an operation, found by trying.
  private struct Form {
    var arguments: [Written]
    var keywords: [String: Written] = [:]
    var config: JSON = .object(JSONObject([]))
  }

  private let eq = Equations()
  private let x: Written

  init() {
    x = .tensor(Signal(eq.input("x", TensorType([2, 2], .float32))))
  }

  /// Calls of which each operation takes one.
  private var forms: [Form] {
    let order: Written = .list([.number(0), .number(2), .number(1)])
    let shape: Written = .list([.number(-1), .number(2), .number(2)])
    let whole: Written = .list([.slice(nil, nil, nil), .number(0)])
    let one: [String: Written] = ["axis": .number(1)]
    return [
      Form(arguments: [x], keywords: one),
      Form(arguments: [.list([x, x])], keywords: one),
      Form(arguments: [x]),
      Form(arguments: [x, x]),
      Form(arguments: [x, x, x]),
      Form(arguments: [x], keywords: ["dtype": .word("float16")]),
      Form(arguments: [x], keywords: ["axes": order]),
      Form(arguments: [x], keywords: ["shape": shape]),
      Form(arguments: [x, whole]),
      Form(
        arguments: [.tensor(Signal(eq.input("a", TensorType([1, 2], .float32))))], keywords: one),
    ] + moreForms
  }

  /// Calls with settings that few operations have.
  private var moreForms: [Form] {
    let row = (0..<2).map { _ in Written.list([.number(0), .number(0)]) }
    let two: Written = .number(2)
    let settings: [[String: Written]] = [
      ["indices_or_sections": two, "axis": .number(1)],
      ["num_or_size_splits": two, "axis": .number(1)],
      ["repeats": .list([.number(1), .number(1), two])],
      ["multiples": .list([.number(1), .number(1), two])],
      ["repeats": two, "axis": .number(1)], ["indices": .number(1), "axis": .number(1)],
      ["pad_width": .list(row + [.list([.number(1), .number(1)])])],
      ["paddings": .list(row + [.list([.number(1), .number(1)])])],
      ["shift": .number(1), "axis": .number(1)], ["axis1": .number(1), "axis2": two],
      ["source": .number(1), "destination": two], ["num_classes": two, "axis": .number(1)],
      ["depth": two, "axis": .number(1)], ["subscripts": .word("bij->bji")], ["axes": .number(1)],
      ["pool_size": .number(1), "padding": .word("valid")],
      ["ksize": .number(1), "padding": .word("VALID")],
    ]
    let corner: Written = .list([.number(0), .number(0), .number(0)])
    let places: Written = .tensor(Signal(eq.input("n", TensorType([2, 2], .int32))))
    let square: Written = .array(Tensor([2, 2], .float32, [1, 2, 3, 4]))
    let withAnother: [Form] = [
      Form(arguments: [.list([x]), .list([x])]),
      Form(arguments: [x, places], keywords: ["axis": .number(1)]),
      Form(arguments: [x, places], keywords: ["batch_dims": .number(1)]),
      Form(arguments: [two, x]),
      Form(arguments: [x, square]), Form(arguments: [x, square], keywords: ["axes": .number(1)]),
      Form(arguments: [x, .number(0.5)], keywords: ["axis": .number(1)]),
      Form(arguments: [x, .list([.decimal(0), .decimal(1)])]), Form(arguments: [x, two]),
      Form(arguments: [x], keywords: ["axes": .list([.number(1), two])]),
      Form(
        arguments: [x, corner],
        keywords: ["shape": .list([.number(-1), .number(1), .number(1)])]),
      Form(arguments: [x, corner, x]),
      Form(
        arguments: [x],
        keywords: ["begin": corner, "size": .list([.number(-1), .number(1), .number(1)])]),
      Form(
        arguments: [x],
        keywords: [
          "window_shape": .number(1), "pooling_type": .word("MAX"), "padding": .word("VALID"),
        ]),
    ]
    let image: Written = .tensor(Signal(eq.input("i", TensorType([2, 2, 1], .float32))))
    let kernel: Written = .array(Tensor([1, 2, 1], .float32, [1, 1]))
    return settings.map { Form(arguments: [x], keywords: $0) } + [
      Form(arguments: [.list([x, x])]), Form(arguments: [x, x], keywords: ["axis": .number(1)]),
      Form(arguments: [image]),
      Form(arguments: [x, kernel], keywords: ["padding": .word("valid")]),
      Form(arguments: [image], keywords: ["size": .list([two, two])]),
    ] + withAnother + formsOfOneShape
      + OperationForms.written(eq).map {
        Form(arguments: $0.arguments, keywords: $0.keywords)
      }
  }

  /// Calls of operations that take one kind of shape alone.
  private var formsOfOneShape: [Form] {
    func input(_ shape: Shape) -> Written {
      .tensor(Signal(eq.input("s", TensorType(shape, .float32))))
    }
    let vector = input([3])
    let lengths = try? eq("n", Lengths([.samples, Length(fixed: 2)]), as: 1, .int32)
    let held: [Written] = lengths.map { [.tensor(Signal($0))] } ?? []
    return [
      Form(arguments: held), Form(arguments: held, keywords: ["value": .number(2)]),
      Form(arguments: [vector, vector]), Form(arguments: [x, input([2])]),
      Form(arguments: [input([2, 2, 3])]),
      Form(arguments: [input([2, 2, 4])], keywords: ["block_size": .number(2)]),
      Form(
        arguments: [vector],
        keywords: [
          "sequence_length": .number(2), "sequence_stride": .number(1), "fft_length": .number(2),
        ]),
    ]
  }

  /// What an operation says to a call; nil when it computes it.
  private func refusal(
    _ rule: OperationRule, _ form: Form, isTensorFlow: Bool
  ) -> String? {
    let tensors = form.arguments.flatMap(\.tensors)
    let call = OperationCall(
      name: "op", call: Call(tensors, arguments: form.arguments, keywords: form.keywords),
      config: form.config, eq: eq, isTensorFlow: isTensorFlow,
      version: KerasVersion(3, 15))
    do {
      for term in try rule.terms(call) { _ = try term.type() }
      try call.refuseUnread()
      return nil
    } catch let obstacle as Obstacle {
      return obstacle.reason
    } catch let misfit as TermMisfit {
      return misfit.misfit.reason
    } catch {
      return "\(error)"
    }
  }

  /// Every operation under both of its names with a call that it takes.
  private func each(
    _ body: (OperationRule, String, Form, _ isTensorFlow: Bool) -> Void
  ) {
    for rule in OperationRules.all {
      for (names, isTensorFlow) in [(rule.keras, false), (rule.tensorFlow, true)] {
        // Of einsum Keras 2 does not save the operands.
        guard let name = names.first, name != "einsum" else { continue }
        let form = forms.first { refusal(rule, $0, isTensorFlow: isTensorFlow) == nil }
        guard let form else {
          Issue.record("no call of \(name) is understood")
          continue
        }
        body(rule, name, form, isTensorFlow)
      }
    }
  }

  @Test("an argument that is not known is refused by its name and value")
  func unknown() throws {
    var count = 0
    each { rule, name, form, isTensorFlow in
      var keyword = form
      keyword.keywords["odd"] = .number(3)
      #expect(
        refusal(rule, keyword, isTensorFlow: isTensorFlow) == "op with odd=3 is not supported",
        "\(name)")
      var further = form
      further.arguments += [Written.none, Written.none, Written.none, .word("odd")]
      let place = further.arguments.count
      #expect(
        refusal(rule, further, isTensorFlow: isTensorFlow)
          == "op gets \"odd\" as argument \(place), which is not supported", "\(name)")
      var key = form
      key.config = .object(JSONObject([(key: "odd", value: .bool(true))]))
      #expect(
        refusal(rule, key, isTensorFlow: isTensorFlow) == "op with odd=1 is not supported",
        "\(name)")
      count += 1
    }
    #expect(count > 100)
  }

  @Test("None and names say nothing")
  func ignored() throws {
    each { rule, name, form, isTensorFlow in
      var more = form
      more.keywords["odd"] = Written.none
      more.keywords["name"] = .word("y")
      more.config = .object(JSONObject([(key: "name", value: .string("y"))]))
      #expect(refusal(rule, more, isTensorFlow: isTensorFlow) == nil, "\(name)")
    }
  }

  @Test("an axis that cannot be read is refused")
  func axes() throws {
    let odd: [Written] = [
      .word("x"), .number(1e24), .number(0.5), .decimal(1), .list([.word("x")]), .number(9),
      .number(0), .slice(nil, nil, nil), x,
    ]
    var count = 0
    each { rule, name, form, isTensorFlow in
      var known = form
      known.keywords["axis"] = .number(1)
      guard refusal(rule, known, isTensorFlow: isTensorFlow) == nil else { return }
      count += 1
      // Over axis 0 Keras 3's softmax goes over all samples that are fed together.
      let overSamples = ["Softmax", "LogSoftmax"].contains(name)
      for axis in odd where !overSamples || axis.wholeNumber != 0 {
        var changed = known
        changed.keywords["axis"] = axis
        let said = refusal(rule, changed, isTensorFlow: isTensorFlow)
        #expect(
          said?.contains("axis") == true, "\(name) with axis \(axis.text): \(said ?? "computed")")
      }
    }
    #expect(count > 30)
  }

  @Test("an array of more axes than a sample mixes samples, a shorter one stands beside each")
  func arrays() throws {
    let rule = try #require(OperationRules.tensorFlow("__operators__.add"))
    let row: Written = .list([.decimal(1), .decimal(2)])
    func said(_ list: Written) -> String? {
      refusal(rule, Form(arguments: [x], keywords: ["y": list]), isTensorFlow: true)
    }
    #expect(said(row) == nil)
    #expect(said(.list([row, row])) == nil)
    #expect(said(.list([.list([row, row])])) == nil, "one for the whole batch")
    let mixing = "op with an array (2, 2, 2) would mix samples"
    #expect(said(.list([.list([row, row]), .list([row, row])])) == mixing)
    #expect(said(.list([row, .list([.decimal(1)])])) == "op of [[1, 2], [1]] is not supported")
    #expect(said(.list([x])) == "op of [a tensor] is not supported")
  }

  @Test("functions whose last word means another thing elsewhere are not taken for it")
  func modules() {
    #expect(OperationRules.tensorFlow("image.pad") == nil)
    #expect(OperationRules.tensorFlow("sparse.add") == nil)
    #expect(OperationRules.tensorFlow("math.add") != nil)
    #expect(OperationRules.tensorFlow("concat") != nil)
  }

  @Test("an operation that an .h5 of Keras 3 calls like a layer is none")
  func shared() {
    for name in Operation.sharedNames {
      #expect(LayerKinds.named(name, isLayer: false) == Operation.self, "\(name)")
      #expect(LayerKinds.named(name) != Operation.self, "\(name)")
    }
  }
}
