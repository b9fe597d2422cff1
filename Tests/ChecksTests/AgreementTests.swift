import Checks
import Containers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("checking a model against a golden file")
struct AgreementTests {
  /// x·1 + 0 through two layers: a (2 → 2) and b (2 → 1), which adds.
  private func model() throws -> Model {
    let net = Architecture(layers: [
      Architecture.input(), Architecture.dense("dense_1", 2), Architecture.dense("dense_2", 1),
    ])
    return try net.model([
      ("a", [Tensor([2, 2], [1, 0, 0, 1]), Tensor([2], [0, 0])]),
      ("b", [Tensor([2, 1], [1, 1]), Tensor([1], [0])]),
    ])
  }

  private let x = NamedTensor("x0", Tensor([1, 2], [1, 2]))

  private func text(_ arrays: NamedTensor..., extent: Agreement.Extent = .layers) throws -> String {
    let golden = Golden(file: "golden.npz", arrays: arrays)
    var text = ""
    try Agreement(of: try model(), with: golden, extent).write(to: &text)
    return text
  }

  @Test("a line for each array")
  func lines() throws {
    #expect(
      try text(
        x, NamedTensor("y0", Tensor([1, 1], [3])), NamedTensor("dense_1", Tensor([1, 2], [1, 2])))
          == """
          array    shape   max abs  max rel
          y0       (1, 1)        0        0  ok
          dense_1  (1, 2)        0        0  ok
          2 agree, 0 rounding, 0 differ, 0 not reached; allowed: 1e-06 + 2e-05·|reference|

          """)
  }

  @Test("what is not of every sample is given to no layer that cannot be computed")
  func notOfSamples() throws {
    let model = try ModelFile.open(Fixtures.path("written/scaled/k3.keras"))
    let picture = NamedTensor("x0", Tensor([3, 3], (1...9).map(Double.init)))
    func reached(_ numbers: Tensor) throws -> [Bool] {
      let golden = Golden(
        file: "golden.npz", arrays: [picture, NamedTensor("lambda_1", numbers)])
      return try Agreement(of: model, with: golden).checks.map {
        if case .notReached = $0.verdict { false } else { true }
      }
    }
    #expect(try reached(Tensor([3, 4], (1...12).map(Double.init))) == [])
    #expect(try reached(Tensor([4], [3, 1, 2, 4])) == [false])
  }

  @Test("what differs says where and how")
  func differs() throws {
    #expect(
      try text(
        x, NamedTensor("y0", Tensor([1, 1], [4])), NamedTensor("dense_1", Tensor([2], [1, 2])),
        NamedTensor("dense_3", Tensor([1, 2], [0, 0]))) == """
          array    shape    max abs   max rel
          y0       (1, 1)  1.00e+00  2.50e-01  DIFFERS in 1 of 1; [0, 0] is 3, not 4 (float64 gives 3)
          dense_1  (2)                         DIFFERS: the model gives (1, 2)
          dense_3  (1, 2)                      UNKNOWN: no layer of that name; did you mean dense_1?
          0 agree, 0 rounding, 3 differ, 0 not reached; allowed: 1e-06 + 2e-05·|reference|

          """)
  }

  @Test("names that Keras gave are matched by order when they do not fit")
  func order() throws {
    let text = try text(
      x, NamedTensor("dense", Tensor([1, 2], [1, 2])), NamedTensor("dense_1", Tensor([1, 1], [3])))
    #expect(
      text.contains(
        "names are matched by order: dense is dense_1 here, dense_1 is dense_2 here\n2 agree"
      ))
  }

  @Test("without the layers, arrays that name none are mismatches all the same")
  func outputs() throws {
    let text = try text(
      x, NamedTensor("y0", Tensor([1, 1], [3])), NamedTensor("dense_1", Tensor([1, 2], [9, 9])),
      NamedTensor("lstm", Tensor([1], [0])), extent: .outputs)
    #expect(
      text == """
        array  shape   max abs  max rel
        y0     (1, 1)        0        0  ok
        lstm   (1)                       UNKNOWN: no layer of that name
        1 layer outputs are not compared: --layers does
        1 agree, 0 rounding, 1 differ, 0 not reached; allowed: 1e-06 + 2e-05·|reference|

        """)
  }

  @Test("one input may be x or bear the name of its layer", arguments: ["x", "x0"])
  func inputNames(_ name: String) throws {
    let golden = Golden(
      file: "golden.npz",
      arrays: [NamedTensor(name, x.tensor), NamedTensor("y", Tensor([1, 1], [3]))])
    #expect(try Agreement(of: try model(), with: golden).isAccepted)
  }

  @Test("a golden file without the inputs")
  func noInput() throws {
    let golden = Golden(file: "golden.npz", arrays: [NamedTensor("y0", Tensor([1, 1], [3]))])
    #expect(
      refusal { try Agreement(of: try model(), with: golden) } == """
        golden.npz: it must hold the model's inputs x0 (x), but holds y0
        Save them in Keras: np.savez("golden.npz", x0=x, y0=model.predict(x))
        """)
  }

  @Test("an input without the axis of samples")
  func noSamples() throws {
    let golden = Golden(file: "golden.npz", arrays: [NamedTensor("x0", Tensor([2], [1, 2]))])
    #expect(
      refusal { try Agreement(of: try model(), with: golden) } == """
        x takes samples of (2), but is fed (2)
        The first axis counts samples.
        """)
  }

  @Test("an empty comparison is no agreement")
  func empty() throws {
    let agreement = try Agreement(of: try model(), with: Golden(file: "golden.npz", arrays: [x]))
    #expect(!agreement.isAccepted)
    #expect(agreement.conclusion == "there is nothing to compare")
  }

  @Test("the same as JSON")
  func json() throws {
    let golden = Golden(
      file: "golden.npz", arrays: [x, NamedTensor("y0", Tensor([1, 1], [3.5]))])
    #expect(
      try Agreement(of: try model(), with: golden).json.text == """
        {"ok":false,"agree":0,"rounding":0,"differ":1,"not_reached":0,"rtol":2e-05,"atol":1e-06,"arrays":[{"name":"y0","shape":[1,1],"ok":false,"outcome":"differ",\
        "max_abs":0.5,"max_rel":0.14285714285714285,"rtol":2e-05,"atol":1e-06,\
        "remark":"DIFFERS in 1 of 1; [0, 0] is 3, not 3.5 (float64 gives 3)"}],"remarks":[]}
        """)
  }

  @Test("calls of a shared layer may be counted in another order")
  func calls() throws {
    let shared = Architecture.dense("a", 1, reading: "x", "z")
    let both = """
      {"class_name": "Subtract", "name": "gap", "config": {"name": "gap"},
       "inbound_nodes": [[["a", 0, 0, {}], ["a", 1, 0, {}]]]}
      """
    let graph = Architecture(
      kind: "Functional",
      layers: [Architecture.input(), Architecture.input("z"), shared, both],
      rest: #", "input_layers": [["x", 0, 0], ["z", 0, 0]], "output_layers": [["gap", 0, 0]]"#)
    let model = try graph.model([("a", [Tensor([2, 1], [1, 1]), Tensor([1], [0])])])
    let golden = Golden(
      file: "golden.npz",
      arrays: [
        x, NamedTensor("x1", Tensor([1, 2], [5, 5])), NamedTensor("a", Tensor([1, 1], [10])),
        NamedTensor("a#2", Tensor([1, 1], [3])),
      ])
    let agreement = try Agreement(of: model, with: golden)
    #expect(agreement.isAccepted)
    #expect(agreement.remarks == ["the file counts the calls of a in another order"])
  }

  @Test("half precision is compared as finely as it computes")
  func half() throws {
    let net = Architecture(layers: [
      Architecture.input(), Architecture.dense("a", 1, more: #", "dtype": "mixed_float16""#),
    ])
    let model = try net.model([("a", [Tensor([2, 1], [1, 1]), Tensor([1], [0])])])
    let agreement = try Agreement(
      of: model, with: Golden(file: "", arrays: [x, NamedTensor("y0", Tensor([1, 1], [3]))]))
    let half = Tolerance(absolute: 0x1p-8, relative: 0x1p-8)
    #expect(agreement.conclusion.hasSuffix("; allowed: \(half)"))
  }

  @Test("what half precision did not make is compared as finely as ever")
  func halfBehind() throws {
    let net = Architecture(layers: [
      Architecture.input(), Architecture.dense("a", 1),
      Architecture.dense("b", 1, more: #", "dtype": "mixed_float16""#),
      Architecture.dense("c", 1),
    ])
    let one = [Tensor([1, 1], [1]), Tensor([1], [0])]
    let model = try net.model([
      ("a", [Tensor([2, 1], [1, 1]), Tensor([1], [0])]), ("b", one), ("c", one),
    ])
    func agreement(_ a: Double, _ c: Double) throws -> Agreement {
      try Agreement(
        of: model,
        with: Golden(
          file: "",
          arrays: [
            x, NamedTensor("a", Tensor([1, 1], [a])), NamedTensor("c", Tensor([1, 1], [c])),
          ]), .layers)
    }
    #expect(try agreement(3, 3.005).isAccepted)
    #expect(try !agreement(3.005, 3).isAccepted)
    #expect(
      try agreement(3, 3).conclusion.hasSuffix(
        "allowed: \(Tolerance()), of c \(Tolerance(absolute: 0x1p-8, relative: 0x1p-8))"))
  }
}

extension Tensor {
  fileprivate init(_ shape: Shape, _ elements: [Double]) { self.init(shape, .float32, elements) }
}
