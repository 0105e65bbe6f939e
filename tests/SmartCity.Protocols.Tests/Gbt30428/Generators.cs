using FsCheck;
using FsCheck.Fluent;

namespace SmartCity.Protocols.Tests.Gbt30428;

internal static class Generators
{
    public static Gen<string> Division { get; } =
        from head in Gen.Choose(1000, 9999) from county in Gen.Choose(1, 99) select $"{head}{county:00}";

    public static Gen<string> Number(int width) =>
        Gen.Choose(1, (int)Math.Pow(10, width) - 1).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(width, '0'));

    public static void Check<T>(Gen<T> cases, Func<T, bool> holds) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
