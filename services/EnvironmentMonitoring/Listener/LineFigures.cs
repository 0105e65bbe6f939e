using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SmartCity.Kernel.Figures;
using SmartCity.Telemetry;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>Who is on line.</summary>
internal sealed class LineFigures : FiguresLoop
{
    private readonly Admission admission;
    private readonly SessionBook book;
    private readonly Figure lines, sessions;

    public LineFigures(Admission admission, SessionBook book, IMeterFactory meters, IOptions<TelemetryOptions> options) : base("environment figures", options)
    {
        (this.admission, this.book) = (admission, book);
        var meter = meters.Create(EnvironmentMonitoringTelemetry.Name);
        lines = Gauge(meter, "smartcity.device.lines", "{line}", "Lines that stand");
        sessions = Gauge(meter, "smartcity.device.sessions", "{session}", "Registered devices on line");
    }

    protected override Task ReadAsync(CancellationToken cancellation)
    {
        lines.Set([new(admission.Lines.Count, EnvironmentMonitoringTelemetry.Protocol)]);
        sessions.Set([new(book.All.Count(session => session.Line is not null), EnvironmentMonitoringTelemetry.Protocol)]);
        return Task.CompletedTask;
    }
}
