using SmartCity.Gateway.Identity;

namespace SmartCity.Gateway.Limits;

/// <summary>How much a caller may use.</summary>
/// <param name="RequestsPerSecond">Requests per second; bursts of two seconds' worth.</param>
/// <param name="RequestsBurst">Requests that may come at once after a rest.</param>
/// <param name="BytesPerSecond">Body bytes per second.</param>
/// <param name="MaxBodyBytes">Largest body.</param>
internal readonly record struct Allowance(double RequestsPerSecond, double RequestsBurst, double BytesPerSecond, long MaxBodyBytes)
{
    /// <summary>What the directory says of a node goes before the settings' defaults.</summary>
    public static Allowance Of(Caller caller, LimitOptions limits) => caller switch
    {
        { Node.Entry: var entry } => PerSecond(
            entry.RequestsPerSecond > 0 ? entry.RequestsPerSecond : limits.NodeRequestsPerSecond,
            entry.BytesPerSecond > 0 ? entry.BytesPerSecond : limits.NodeBytesPerSecond,
            entry.MaxBodyBytes > 0 ? entry.MaxBodyBytes : limits.NodeMaxBodyBytes),
        { Kind: Caller.Anonymous } => new(limits.EnrolmentsPerMinute / 60.0, limits.EnrolmentsPerMinute, limits.EnrolmentMaxBodyBytes, limits.EnrolmentMaxBodyBytes),
        _ => PerSecond(limits.OperatorRequestsPerSecond, limits.OperatorBytesPerSecond, limits.OperatorMaxBodyBytes),
    };

    private static Allowance PerSecond(int requests, long bytes, long body) => new(requests, requests * 2.0, bytes, body);
}
