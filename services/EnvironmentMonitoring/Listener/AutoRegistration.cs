using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using SmartCity.Contracts.Codes;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Kernel.Hosting;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>Registers a station by its first good frame, where the settings allow it: for a city that is tried out.</summary>
internal sealed class AutoRegistration(IGrainFactory grains, StationBook book, SessionBook sessions, NodeInfo node, IOptions<EnvironmentMonitoringOptions> options, ILogger<AutoRegistration> logger)
{
    private const int AtMost = 10_000;

    /// <summary>The station as registered now; null when it is not to be.</summary>
    public async Task<Station?> TryAsync(Hj212Packet first, string remote)
    {
        if (!options.Value.AcceptUnknown || book.All.Count() >= AtMost)
            return null;
        var division = node.Divisions[0];
        var seat = Divisions.Find(division)?.Seat;
        var edition = first.Edition == Hj212Edition.Unknown ? Hj212Edition.Edition2017 : first.Edition;
        var station = await grains.GetGrain<IStationGrain>(first.Mn).RegisterAsync(new StationEntry($"自动登记 {first.Mn}", first.St is "" ? "22" : first.St, division,
            seat?.Longitude ?? 0, seat?.Latitude ?? 0, edition, Hj212CrcVariant.Standard, first.Pw is "" ? null : first.Pw, false, new Dictionary<string, string>(), null, null));
        sessions.Registered(first.Mn);
        EnvironmentMonitoringLog.RegisteredByFrame(logger, first.Mn, remote);
        return station;
    }
}
