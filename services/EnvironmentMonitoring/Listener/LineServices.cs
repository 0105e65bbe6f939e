using Microsoft.Extensions.Options;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>What every line needs.</summary>
internal sealed class LineServices(StationBook book, SessionBook sessions, Admission admission, IOptions<EnvironmentMonitoringOptions> options, TimeProvider clock)
{
    private static readonly Hj212ReadOptions Modbus = Hj212ReadOptions.Default with { Crc = Hj212CrcVariant.Modbus };
    private static readonly Hj212ReadOptions Any = Hj212ReadOptions.Default with { Crc = Hj212CrcVariant.Any };

    public StationBook Book { get; } = book;

    public SessionBook Sessions { get; } = sessions;

    public Admission Admission { get; } = admission;

    public EnvironmentMonitoringOptions Options { get; } = options.Value;

    public TimeProvider Clock { get; } = clock;

    /// <summary>How a station's frames are judged; the standard's way while it is unknown.</summary>
    public Hj212ReadOptions ReadOptions(Station? station) => station?.Crc switch
    {
        Hj212CrcVariant.Modbus => Modbus,
        Hj212CrcVariant.Any => Any,
        _ => Hj212ReadOptions.Default,
    };
}
