import Containers
import Debugging
import Models
import Tensors
import Terms
import TestSupport
import Testing

@testable import Console
@testable import Exports

/// What a page's scripts read: links, what is given, colours, the graph, cut weights.
struct PageDataTests {
  /// Every name in an explanation that leads on leads to the number that it names.
  @Test(arguments: Pages.bundled + Pages.fixtures)
  func aLinkLeadsToTheNumberThatItNames(name: String) throws {
    let session = try Pages.session(name)
    let data = try Pages.data(try Pages.html(session))
    let listed = (data["equations"]?.arrayValue ?? []) + (data["given"]?.arrayValue ?? [])
    var count = 0
    func visit(_ json: JSON) {
      let parts = json.arrayValue ?? []
      guard parts.count == 4, let text = parts[0].stringValue, let at = parts[1].intValue,
        let row = parts[2].intValue, let element = parts[3].intValue
      else {
        for part in parts { visit(part) }
        for (_, member) in json.objectValue ?? [:] { visit(member) }
        return
      }
      count += 1
      guard listed.indices.contains(at) else { return #expect(Bool(false), "\(text)") }
      let dims = (listed[at]["dims"]?.arrayValue ?? []).compactMap(\.intValue)
      let index = Shape(dims).index(of: element).map(String.init).joined(separator: ", ")
      let own = listed[at]["name"]?.stringValue ?? ""
      #expect(text == (index.isEmpty ? own : "\(own)[\(index)]"))
      #expect(listed[at]["rows"]?.arrayValue?.indices.contains(row) == true)
    }
    for equation in data["equations"]?.arrayValue ?? [] { visit(equation["why"] ?? .null) }
    #expect(count > 20)
  }

  /// What a layer's equations read is listed, with where it is copied from.
  @Test func whatComesInIsListed() throws {
    let session = try Pages.session("lstm")
    let machine = try #require(session.machine)
    let data = try Pages.data(try Pages.html(session))
    let equations = try #require(data["equations"]?.arrayValue)
    let given = try #require(data["given"]?.arrayValue)
    let places = try #require(data["layers"]?[0]?["given"]?.arrayValue).compactMap(\.intValue)
    let own = places.map { given[$0 - equations.count] }
    #expect(own.map { $0["name"]?.stringValue } == ["x", "W", "h₋₁", "U", "b", "C₋₁"])
    let before = own[2]
    let h = try machine.lookup("lstm@1.h").tensor
    let exact = h.elements.map { NumberFormat.exact($0, h.dtype) }.joined(separator: " ")
    #expect(before["rows"]?[2]?.stringValue == exact)
    let id = try #require(equations.firstIndex { $0["name"]?.stringValue == "h" })
    #expect(before["sources"]?[2] == .array([.int(id), .int(1), .int(0)]))
    #expect(before["sources"]?[0]?.stringValue?.contains("before the first timestep") == true)
    let rows = before["shown"]?.arrayValue
    #expect(rows?.count == 3)
    #expect(own[1]["columns"] == .int(32) && own[1]["rows"]?.arrayValue?.count == 1)
  }

  /// Gates have the colours of their function's ends, whatever their numbers are; z is cut into what
  /// each of them reads.
  @Test func gatesHaveTheirFunctionsScales() throws {
    let equations = try #require(
      try Pages.data(try Pages.html(try Pages.session("lstm")))["equations"]?.arrayValue)
    func own(_ name: String) throws -> JSON {
      try #require(equations.first { $0["name"]?.stringValue == name })
    }
    for (name, low, meaning) in [
      ("i", "0", "gate"), ("f", "0", "gate"), ("o", "0", "gate"), ("g", "-1", "candidate"),
    ] {
      let json = try own(name)
      #expect(json["range"]?["isFixed"] == .bool(true))
      #expect(json["range"]?["firstText"]?.stringValue == low)
      #expect(json["range"]?["lastText"]?.stringValue == "1")
      #expect(json["meaning"]?.stringValue == meaning)
    }
    #expect(try own("C")["range"]?["isFixed"] == .bool(false))
    #expect(try own("C")["meaning"]?.stringValue == "state")
    let parts = try #require(try own("z")["parts"]?.arrayValue)
    #expect(parts.map { $0[0] } == [.int(0), .int(8), .int(16), .int(24)])
    #expect(parts.map { $0[2] } == [.int(1), .int(2), .int(3), .int(4)])
  }

  /// The picture of the model has a box for each call, which leads to its layer.
  @Test func theGraphHasABoxForEachCall() throws {
    let data = try Pages.data(try Pages.html(try Pages.session("graphs/transformer/k3.keras")))
    let boxes = try #require(data["graph"]?.arrayValue).filter { $0["path"] != nil }
    let layers = try #require(data["layers"]?.arrayValue)
    #expect(boxes.count > 20)
    for (at, layer) in layers.enumerated() {
      let path = layer["path"]?.stringValue ?? ""
      #expect(
        boxes.contains { $0["path"]?.stringValue == path && $0["layer"] == .int(at) }, "\(path)")
    }
  }

  /// Where no script is run, every equation stands on the page with its last numbers.
  @Test(arguments: Pages.bundled)
  func withoutAScriptThePageShowsTheLastNumbers(name: String) throws {
    let html = try Pages.html(try Pages.session(name))
    let start = try #require(html.ranges(of: "<noscript>").first?.upperBound)
    let end = try #require(html[start...].ranges(of: "</noscript>").first?.lowerBound)
    let plain = html[start..<end]
    let equations = try #require(try Pages.data(html)["equations"]?.arrayValue)
    for equation in equations {
      let text = HTML.escaped(equation["text"]?.stringValue ?? "?")
      let shown = equation["shown"]?.arrayValue?.last?.stringValue ?? "?"
      let first = shown.split(separator: " ").prefix(16).joined(separator: " ")
      #expect(plain.contains("<th scope=\"row\">\(text)</th><td>\(first)"), "\(text)")
    }
  }

  /// Of large weights the page has corners, all together no more than its limit.
  @Test func weightsAreCutToCorners() {
    func weight(_ dims: [Int]) -> Value {
      Value(
        id: dims.count, name: Name("W"), type: TensorType(Shape(dims), .float32), role: .weight,
        isBatched: false, scope: nil)
    }
    let shapes = [[3, 2048], [512, 2048], [7, 3, 5, 9], [4]]
    let cut = PageCut(shapes.map(weight), most: 2000)
    var total = 0
    for dims in shapes {
      let shape = Shape(dims)
      let numbers = (0..<shape.count).map(Double.init)
      let part = cut.part(of: shape, numbers)
      let columns = cut.columns(of: shape)
      let width = dims.last ?? 1
      total += part.count
      #expect(!part.isEmpty && part.count.isMultiple(of: columns))
      for (at, number) in part.enumerated() {
        #expect(Int(number) == at / columns * width + at % columns)
      }
    }
    #expect(total <= 2000)
    #expect(cut.part(of: Shape([4]), [1, 2, 3, 4]) == [1, 2, 3, 4])
  }
}
