namespace SmartCity.Contracts.Codes;

/// <summary>A place on the globe, WGS-84.</summary>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
public readonly record struct Position(double Longitude, double Latitude)
{
    private const double MeanEarthRadiusMetres = 6_371_008.8;

    /// <summary>Whether both are numbers in range. (0, 0), what a receiver without a fix sends, is a valid place and no good one.</summary>
    public bool IsValid => Longitude is >= -180 and <= 180 && Latitude is >= -90 and <= 90;

    /// <summary>Great-circle distance in metres on the mean sphere; within 0.5 % of the ellipsoid.</summary>
    public double DistanceMetres(Position other)
    {
        var latitude = double.DegreesToRadians(other.Latitude - Latitude) / 2;
        var longitude = double.DegreesToRadians(other.Longitude - Longitude) / 2;
        var a = (Math.Sin(latitude) * Math.Sin(latitude))
            + (Math.Cos(double.DegreesToRadians(Latitude)) * Math.Cos(double.DegreesToRadians(other.Latitude))
                * Math.Sin(longitude) * Math.Sin(longitude));
        return 2 * MeanEarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}
