using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Kernel.Delivery;

namespace SmartCity.Alarms.Raising;

/// <summary>Every event of the two urgent lanes, of this node and of others, known to this build or not.</summary>
internal sealed class OnUrgentEvents : Subscriber<AlarmsDbContext>
{
    public OnUrgentEvents(AlarmRaiser raiser) =>
        OnEverything([Lane.Emergency, Lane.Alarm], (delivery, db, cancellation) => raiser.TakeAsync(delivery.Envelope, db, cancellation));
}

/// <summary>Events of other lanes that end what an urgent one began.</summary>
internal sealed class OnEndings : Subscriber<AlarmsDbContext>
{
    public OnEndings(AlarmRaiser raiser) =>
        On<StationBack>((_, delivery, db, cancellation) => raiser.TakeAsync(delivery.Envelope, db, cancellation));
}
