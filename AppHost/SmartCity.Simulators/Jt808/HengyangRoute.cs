namespace SmartCity.Simulators.Jt808;

/// <summary>Where a vehicle is on its route at a moment.</summary>
internal readonly record struct RoutePoint(double Latitude, double Longitude, double SpeedKmh, int DirectionDegrees);

/// <summary>
/// A closed route through the five districts of Hengyang, WGS-84, drawn by a seed: legs between stops within the city,
/// each driven at a speed of its own, with half a minute at each stop. A pure function of time: nothing is stored as the
/// vehicle moves, so that thousands cost nothing between reports.
/// </summary>
internal sealed class HengyangRoute
{
    private const double South = 26.830, North = 26.960, West = 112.520, East = 112.680;
    private const double MetresPerDegree = 111_320, StopSeconds = 30;

    private readonly (double Latitude, double Longitude)[] _stops;
    private readonly (double Seconds, double SpeedKmh, int Direction)[] _legs;
    private readonly double _loopSeconds;

    public HengyangRoute(int seed)
    {
        var random = new Random(seed);
        _stops = [.. Enumerable.Range(0, random.Next(6, 13)).Select(_ => (Between(random, South, North), Between(random, West, East)))];
        _legs = [.. _stops.Select((from, index) => Leg(from, _stops[(index + 1) % _stops.Length], Between(random, 18, 55)))];
        _loopSeconds = _legs.Sum(leg => leg.Seconds + StopSeconds);
    }

    /// <summary>Length of the route in metres, for the odometer.</summary>
    public double LoopMetres => _legs.Sum(leg => leg.Seconds * leg.SpeedKmh / 3.6);

    public double LoopSeconds => _loopSeconds;

    public RoutePoint At(DateTimeOffset moment)
    {
        double into = moment.ToUnixTimeMilliseconds() / 1000.0 % _loopSeconds;
        for (int i = 0; i < _legs.Length; i++)
        {
            (double seconds, double speed, int direction) = _legs[i];
            if (into < seconds) return On(i, into / seconds, speed, direction);
            into -= seconds;
            if (into < StopSeconds) return On(i, 1, 0, direction);
            into -= StopSeconds;
        }

        return On(0, 0, 0, _legs[0].Direction);
    }

    private RoutePoint On(int leg, double share, double speed, int direction)
    {
        (double latitude, double longitude) = _stops[leg];
        (double toLatitude, double toLongitude) = _stops[(leg + 1) % _stops.Length];
        return new RoutePoint(
            latitude + (toLatitude - latitude) * share, longitude + (toLongitude - longitude) * share, speed, direction);
    }

    private static (double, double, int) Leg((double Latitude, double Longitude) from, (double Latitude, double Longitude) to, double speedKmh)
    {
        double north = (to.Latitude - from.Latitude) * MetresPerDegree;
        double east = (to.Longitude - from.Longitude) * MetresPerDegree * Math.Cos(from.Latitude * Math.PI / 180);
        double degrees = (Math.Atan2(east, north) * 180 / Math.PI + 360) % 360;
        return (Math.Sqrt(north * north + east * east) / (speedKmh / 3.6), speedKmh, (int)degrees % 360);
    }

    private static double Between(Random random, double low, double high) => low + random.NextDouble() * (high - low);
}
