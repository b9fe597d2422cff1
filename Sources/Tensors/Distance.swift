/// `|a − b|`: 0 for the same number, also for two NaN and for the same infinity; infinite when only
/// one of them is a number.
package func distance(_ a: Double, _ b: Double) -> Double {
  if a == b || a.isNaN && b.isNaN { return 0 }
  let distance = abs(a - b)
  return distance.isNaN ? .infinity : distance
}
