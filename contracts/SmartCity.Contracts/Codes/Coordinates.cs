namespace SmartCity.Contracts.Codes;

/// <summary>
/// Conversion between the coordinate systems of <see cref="CoordinateSystem"/>. GCJ-02 has no published definition; this is
/// the approximation the field uses (Krasovsky ellipsoid, a rectangle around China). The way there is a formula, the way
/// back is found by iteration, so that there and back agree to better than 1e-7 degrees (about a centimetre).
/// Outside the rectangle every system equals WGS-84.
/// </summary>
public static class Coordinates
{
    private const double SemiMajorAxis = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;
    private const double BaiduAngle = Math.PI * 3000.0 / 180.0;
    private const double Converged = 1e-11;
    private const int MostRounds = 60;

    /// <summary>A position as it arrived, in WGS-84.</summary>
    /// <param name="longitude">Degrees east in <paramref name="system"/>.</param>
    /// <param name="latitude">Degrees north in <paramref name="system"/>.</param>
    /// <param name="system">The system the two numbers are in.</param>
    public static Position ToWgs84(double longitude, double latitude, CoordinateSystem system)
    {
        var given = new Position(longitude, latitude);
        if (!IsInChina(given))
            return given;
        return system switch
        {
            CoordinateSystem.Wgs84 or CoordinateSystem.Cgcs2000 => given,
            CoordinateSystem.Gcj02 => Invert(given, Gcj02),
            CoordinateSystem.Bd09 => Invert(Invert(given, Baidu), Gcj02),
            _ => throw Unknown(system),
        };
    }

    /// <summary>A WGS-84 position in another system: the numbers to hand out, no longer WGS-84.</summary>
    public static (double Longitude, double Latitude) FromWgs84(Position position, CoordinateSystem system)
    {
        var converted = !IsInChina(position) ? position : system switch
        {
            CoordinateSystem.Wgs84 or CoordinateSystem.Cgcs2000 => position,
            CoordinateSystem.Gcj02 => Gcj02(position),
            CoordinateSystem.Bd09 => Baidu(Gcj02(position)),
            _ => throw Unknown(system),
        };
        return (converted.Longitude, converted.Latitude);
    }

    /// <summary>Whether the position is in the rectangle in which the systems differ (wider than the country).</summary>
    public static bool IsInChina(Position position) =>
        position.Longitude is >= 72.004 and <= 137.8347 && position.Latitude is >= 0.8293 and <= 55.8271;

    private static Position Invert(Position target, Func<Position, Position> forward)
    {
        var guess = target;
        for (var round = 0; round < MostRounds; round++)
        {
            var reached = forward(guess);
            var (east, north) = (target.Longitude - reached.Longitude, target.Latitude - reached.Latitude);
            guess = new(guess.Longitude + east, guess.Latitude + north);
            if (Math.Abs(east) < Converged && Math.Abs(north) < Converged)
                break;
        }

        return guess;
    }

    private static Position Gcj02(Position wgs)
    {
        var (x, y) = (wgs.Longitude - 105.0, wgs.Latitude - 35.0);
        var radians = double.DegreesToRadians(wgs.Latitude);
        var magic = 1 - (EccentricitySquared * Math.Sin(radians) * Math.Sin(radians));
        var root = Math.Sqrt(magic);
        var north = NorthMetres(x, y) * 180.0
            / (SemiMajorAxis * (1 - EccentricitySquared) / (magic * root) * Math.PI);
        var east = EastMetres(x, y) * 180.0 / (SemiMajorAxis / root * Math.Cos(radians) * Math.PI);
        return new(wgs.Longitude + east, wgs.Latitude + north);
    }

    private static double NorthMetres(double x, double y) =>
        -100.0 + (2.0 * x) + (3.0 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x)))
        + Waves(20.0, 6.0 * x, 20.0, 2.0 * x)
        + Waves(20.0, y, 40.0, y / 3.0)
        + Waves(160.0, y / 12.0, 320.0, y / 30.0);

    private static double EastMetres(double x, double y) =>
        300.0 + x + (2.0 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x)))
        + Waves(20.0, 6.0 * x, 20.0, 2.0 * x)
        + Waves(20.0, x, 40.0, x / 3.0)
        + Waves(150.0, x / 12.0, 300.0, x / 30.0);

    private static double Waves(double height, double phase, double otherHeight, double otherPhase) =>
        ((height * Math.Sin(phase * Math.PI)) + (otherHeight * Math.Sin(otherPhase * Math.PI))) * 2.0 / 3.0;

    private static Position Baidu(Position gcj)
    {
        var (x, y) = (gcj.Longitude, gcj.Latitude);
        var radius = Math.Sqrt((x * x) + (y * y)) + (0.00002 * Math.Sin(y * BaiduAngle));
        var angle = Math.Atan2(y, x) + (0.000003 * Math.Cos(x * BaiduAngle));
        return new((radius * Math.Cos(angle)) + 0.0065, (radius * Math.Sin(angle)) + 0.006);
    }

    private static ArgumentOutOfRangeException Unknown(CoordinateSystem system) =>
        new(nameof(system), system, "Expected Wgs84, Gcj02, Cgcs2000 or Bd09.");
}
