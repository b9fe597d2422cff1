import Containers
import Tensors
import Terms

/// The functions that make arrays of nothing but settings.
enum Creation {
  static let functions: [Function] = [
    .making("zeros", options: ["shape", .format("dtype")], spread: true) {
      options, context throws(Misfit) in
      try filled(0, "zeros", options, context)
    },
    .making("ones", options: ["shape", .format("dtype")], spread: true) {
      options, context throws(Misfit) in
      try filled(1, "ones", options, context)
    },
    .making("full", options: ["shape", "value", .format("dtype")]) {
      options, context throws(Misfit) in
      guard let value = try options.number("value") else {
        throw Misfit("value is missing", hint: "full((3, 2), 0.5)")
      }
      return try filled(value, "full", options, context)
    },
    .makingLike("zeros_like") { options, context throws(Misfit) in
      try filled(0, "zeros_like", options, context)
    },
    .makingLike("ones_like") { options, context throws(Misfit) in
      try filled(1, "ones_like", options, context)
    },
    .makingLike("full_like", options: ["value"]) { options, context throws(Misfit) in
      guard let value = try options.number("value") else {
        throw Misfit("value is missing", hint: "full_like(x, 0.5)")
      }
      return try filled(value, "full_like", options, context)
    },
    .making("arange", options: ["start", "stop", "step", .format("dtype")], arange),
    .making("linspace", options: ["start", "stop", "num"], linspace),
    .making("eye", options: ["n", "m"], eye),
    .making("random", options: ["shape", "seed"], spread: true) { options, context throws(Misfit) in
      let shape = try shape("random", options, context)
      var numbers = RandomNumbers(seed: try options.integer("seed") ?? 0)
      return Tensor(shape, context.floats, made(shape.count) { _ in numbers.uniform() })
    },
    .making("normal", options: ["shape", "seed"], spread: true) { options, context throws(Misfit) in
      let shape = try shape("normal", options, context)
      var numbers = RandomNumbers(seed: try options.integer("seed") ?? 0)
      let elements = made(shape.count) { _ in context.floats.rounded(numbers.normal()) }
      return Tensor(shape, context.floats, elements)
    },
  ]

  /// As many numbers; what comes after an interruption is 0, for the expression ends with it.
  private static func made(_ count: Int, _ number: (Int) -> Double) -> [Double] {
    var elements = [Double](repeating: 0, count: count)
    for place in 0..<count {
      if Interruption.isWished(at: place) { break }
      elements[place] = number(place)
    }
    return elements
  }

  private static func shape(
    _ name: String, _ options: Options, _ context: CreationContext
  ) throws(Misfit) -> Shape {
    guard let dims = try options.integers("shape") else {
      if let hint = context.shapeHint { return try checked(hint, context) }
      throw Misfit("\(name) needs a shape here", hint: "as in \(name)(3, 2)")
    }
    guard dims.allSatisfy({ $0 >= 0 }) else { throw Misfit("\(Shape(dims)) has a negative length") }
    return try checked(Shape(dims), context)
  }

  private static func checked(
    _ shape: Shape, _ context: CreationContext
  ) throws(Misfit) -> Shape {
    try shape.check(context.limit)
    return shape
  }

  private static func filled(
    _ value: Double, _ name: String, _ options: Options, _ context: CreationContext
  ) throws(Misfit) -> Tensor {
    let dtype = try options.format("dtype") ?? context.floats
    return Tensor(
      try shape(name, options, context), dtype, repeating: dtype.rounded(value))
  }

  /// `arange(stop)`, `arange(start, stop, step)`: stop is left out; whole numbers stay so.
  private static func arange(
    _ options: Options, _ context: CreationContext
  ) throws(Misfit) -> Tensor {
    let second = try options.number("stop")
    let first = try options.number("start")
    guard let stop = second ?? first else {
      throw Misfit("arange needs an end", hint: "as in arange(24)")
    }
    let start = second == nil ? 0 : first ?? 0
    let step = try options.number("step") ?? 1
    let count = ((stop - start) / step).rounded(.up)
    guard step != 0, count.isFinite else { throw Misfit("these ends and this step have no end") }
    guard count <= Double(context.limit) else { throw Misfit.tooLarge(context.limit) }
    let isWhole = [start, stop, step].allSatisfy { $0 == $0.rounded() && abs($0) < 9e15 }
    let dtype = try options.format("dtype") ?? (isWhole ? .int64 : context.floats)
    let elements = made(Int(max(count, 0))) { dtype.rounded(start + Double($0) * step) }
    return Tensor([elements.count], dtype, elements)
  }

  /// `num` numbers in even steps, both ends among them.
  private static func linspace(
    _ options: Options, _ context: CreationContext
  ) throws(Misfit) -> Tensor {
    guard let start = try options.number("start"), let stop = try options.number("stop") else {
      throw Misfit("linspace needs two ends", hint: "as in linspace(0, 1, 5)")
    }
    let count = try options.integer("num") ?? 50
    guard count >= 0 else { throw Misfit("there are no \(count) numbers") }
    _ = try checked([count], context)
    let elements = made(count) { index in
      let isLast = count > 1 && index == count - 1
      let step = (stop - start) / Double(max(count - 1, 1))
      return context.floats.rounded(isLast ? stop : start + step * Double(index))
    }
    return Tensor([count], context.floats, elements)
  }

  /// The identity matrix.
  private static func eye(
    _ options: Options, _ context: CreationContext
  ) throws(Misfit) -> Tensor {
    guard let rows = try options.integer("n") else { throw Misfit("n is missing", hint: "eye(3)") }
    let columns = try options.integer("m") ?? rows
    guard rows >= 0, columns >= 0 else { throw Misfit("a length is negative") }
    let shape = try checked([rows, columns], context)
    var elements = [Double](repeating: 0, count: shape.count)
    for index in 0..<min(rows, columns) { elements[index * columns + index] = 1 }
    return Tensor(shape, context.floats, elements)
  }
}
