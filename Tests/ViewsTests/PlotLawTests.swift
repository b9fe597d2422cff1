import Tensors
import Terminal
import Terms
import TestSupport
import Testing

@testable import Views

/// What holds of every picture, whatever the numbers and the screen.
struct PlotLawTests {
  /// Numbers of many sizes and signs, some of them odd.
  private static func numbers(_ count: Int, _ seed: UInt64, odd: Bool) -> [Double] {
    var chance = Chance(seed: seed)
    return (0..<count).map { place in
      let unit = Double.random(in: -0.5..<0.5, using: &chance)
      if odd, place % 17 == 3 { return [Double.nan, .infinity, -.infinity][place % 3] }
      return seed % 3 == 0 ? unit * 1e6 : seed % 3 == 1 ? unit + 0.5 : unit
    }
  }

  private static let shapes: [Shape] = [
    [1], [7], [300], [1, 1], [2, 32], [8, 3], [50, 100], [1000, 2], [3, 700],
  ]

  private func frame(_ width: Int, _ height: Int, ascii: Bool, colour: Bool = false) -> PlotFrame {
    var presentation = Presentation()
    (presentation.width, presentation.height) = (width, height)
    presentation.formulaStyle.alphabet = ascii ? .ascii : .unicode
    presentation.paints = colour
    return PlotFrame(presentation)
  }

  /// No picture is wider than the screen or, where it is not asked for, higher; ASCII is ASCII.
  @Test(arguments: [24, 48, 80, 200], [10, 24, 50])
  func aPictureFitsTheScreen(width: Int, height: Int) throws {
    for ascii in [false, true] {
      let frame = frame(width, height, ascii: ascii)
      for (seed, shape) in Self.shapes.enumerated() {
        for odd in [false, true] {
          let elements = Self.numbers(shape.count, UInt64(seed), odd: odd)
          let tensor = Tensor(shape, .float32, elements)
          var pictures = [Histogram(tensor, frame).lines()]
          if shape.rank == 2 {
            pictures.append(
              Heatmap(tensor: tensor, rowName: "unit", columnName: "t", frame: frame).lines())
          } else {
            pictures.append(BarPlot(tensor: tensor, frame: frame).lines())
            let line = LinePlot(
              numbers: elements, length: elements.count + seed, axis: "t", frame: frame)
            pictures.append(line.lines())
          }
          for lines in pictures {
            // Remarks take more lines on a narrow screen.
            let room = height >= 24 && width >= 80 ? height - 1 : max(height, 10) + 6
            #expect(lines.count <= room, "\(shape) on \(width)×\(height)")
            for line in lines where width >= 48 {
              #expect(line.columns <= width, "\(shape) on \(width)×\(height): \(line)")
            }
            if ascii { #expect(lines.joined().unmarked.allSatisfy { $0.isASCII }) }
          }
        }
      }
    }
  }

  /// Colour changes no letter's place, and a negative number has a sign besides it.
  @Test func colourIsNeverAlone() {
    let tensor = Tensor([1, 30], .float32, (0..<30).map { Double($0) - 15 })
    let frame = frame(80, 24, ascii: false, colour: true)
    let lines = Heatmap(tensor: tensor, rowName: "row", columnName: "col", frame: frame).lines()
    let row = lines[1].unmarked
    #expect(row.count(where: { $0 == "-" }) == 15)
    #expect(lines.joined().contains("-15") && lines.joined().contains(" 15"))
  }

  @Test(arguments: shapes.filter { $0.rank == 2 }, [1, 5, 17])
  func everyNumberIsInOneCell(shape: Shape, most: Int) {
    let tensor = Tensor(shape, .float64, Self.numbers(shape.count, 2, odd: false))
    let bins = Bins(tensor, rows: most, columns: most)
    #expect(bins.rows <= most && bins.columns <= most)
    var sum = 0.0
    for row in 0..<bins.rows {
      for column in 0..<bins.columns {
        let height = min(bins.down, shape[0] - row * bins.down)
        let width = min(bins.across, shape[1] - column * bins.across)
        sum += bins[row, column] * Double(height * width)
      }
    }
    #expect(abs(sum - tensor.elements.reduce(0, +)) < 1e-9 * Double(shape.count))
  }

  @Test(arguments: [UInt64](0..<9))
  func aHistogramCountsEveryFiniteNumberOnce(seed: UInt64) {
    let tensor = Tensor([500], .float32, Self.numbers(500, seed, odd: true))
    let histogram = Histogram(tensor, frame(80, 24, ascii: false))
    #expect(histogram.counts.reduce(0, +) == tensor.elements.count { $0.isFinite })
    for (place, count) in histogram.counts.enumerated() {
      let (low, high) = (histogram.edges[place], histogram.edges[place + 1])
      let isLast = place == histogram.counts.count - 1
      let isFirst = place == 0
      let inside = tensor.elements.count { number in
        number.isFinite && (isFirst || number >= low) && (isLast || number < high)
      }
      #expect(inside == count)
      #expect(!(low < 0 && high > 0), "a part mixes signs: \(low) to \(high)")
    }
  }

  @Test func aScaleKeepsTheOrder() {
    for seed in UInt64(0)..<6 {
      let numbers = Self.numbers(200, seed, odd: true)
      let scale = ColourScale(numbers)
      let finite = numbers.filter(\.isFinite).sorted()
      let places = finite.map(scale.place)
      #expect(places == places.sorted())
      #expect(places.allSatisfy { (0...1).contains($0) })
      if scale.kind == .both { #expect(scale.place(0) == 0.5) }
      // Of one sign the larger is the stronger, whichever sign it is.
      let negative = ColourScale(numbers.map { -abs($0) })
      let positive = ColourScale(numbers.map(abs))
      #expect(negative.kind == .negative && positive.kind == .positive)
      for number in finite { #expect(negative.place(-abs(number)) == positive.place(abs(number))) }
    }
    #expect(ColourScale([.nan, .infinity]).place(1) == 0.5)
    let huge = ColourScale([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude])
    #expect(huge.place(-.greatestFiniteMagnitude) == 0 && huge.place(.greatestFiniteMagnitude) == 1)
  }

  /// What is strong on a picture is far from 0, of negative numbers too, and the legend says so.
  @Test func aSmallNegativeNumberIsWeak() throws {
    let scale = ColourScale([-0.003, -0.3])
    #expect(scale.kind == .negative && scale.place(0) == 0)
    #expect(scale.place(-0.003) < 0.02 && scale.place(-0.3) == 1)
    // Numbers far from 0 and near each other are told apart.
    #expect(ColourScale([100.1, 100.2]).place(100.1) == 0)
    #expect(ColourScale([-100.1, -100.2]).place(-100.2) == 1)
    let tensor = Tensor([1, 2], .float32, [-0.003, -0.3])
    for (ascii, weak, strong) in [(false, "·", "≡"), (true, ".", "%")] {
      let map = Heatmap(
        tensor: tensor, rowName: "row", columnName: "col", frame: frame(80, 24, ascii: ascii)
      ).lines().map(\.unmarked)
      #expect(map[1].contains("-0.00\(weak)") && map[1].contains("-0.30\(strong)"), "\(map[1])")
      let legend = try #require(map.last).split(separator: " ")
      #expect(legend.first == "0" && legend.last == "-0.3")
    }
  }

  /// The smallest and the largest numbers that there are can be drawn.
  @Test(arguments: [
    Double.leastNonzeroMagnitude, .leastNormalMagnitude / 8, 1e-300, 1e300,
    .greatestFiniteMagnitude,
  ])
  func extremeNumbersAreDrawn(size: Double) {
    for numbers in [[0, size], [-size, size], [size, size], [-size, 0, size]] {
      let frame = frame(80, 24, ascii: true)
      let tensor = Tensor([numbers.count], .float64, numbers)
      let bars = BarPlot(tensor: tensor, frame: frame).lines()
      #expect(bars.count == numbers.count)
      // The largest has the longest bar.
      #expect(bars[numbers.firstIndex(of: numbers.max() ?? 0) ?? 0].unmarked.hasSuffix("##"))
      let counts = Histogram(tensor, frame).counts
      #expect(counts.reduce(0, +) == numbers.count)
      let line = LinePlot(numbers: numbers, length: numbers.count, axis: "t", frame: frame).lines()
      #expect(line.joined().count(where: { $0 == "*" }) == numbers.count)
      #expect(Sparkline(numbers, usesASCII: true).text(tensor).count == numbers.count)
    }
  }

  /// Pictures beside each other go over no edge, each has its title, and a scale that several have is
  /// told once.
  @Test(arguments: [24, 40, 60, 80, 120], [1, 2, 6])
  func panelsStandBesideEachOther(width: Int, count: Int) {
    var presentation = Presentation()
    presentation.width = width
    let tensor = Tensor([5, 3], .float32, (0..<15).map { Double($0) / 15 })
    let panels = (0..<count).map { Panels.Panel("p\($0)", "", tensor, range: 0...1) }
    let lines = Panels(
      panels, rowName: "unit", columnName: "t", frame: PlotFrame(presentation)
    ).lines().map { Style(usesColour: false, usesASCII: false).rendered($0, isLine: true) }
    #expect(lines.allSatisfy { $0.columns <= max(width, 24) })
    for panel in panels {
      #expect(lines.contains { $0.split(separator: " ").contains(Substring(panel.name)) })
    }
    #expect(lines.count { $0.contains("0 ··") } == 1)
    // Every row of every picture.
    #expect(lines.joined(separator: " ").split(separator: " ").count { $0 == "4" } == count)
  }
}
