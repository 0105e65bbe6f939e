namespace SmartCity.Contracts.CityManagement;

/// <summary>A step in the life of a case 案件, told by its home alone. Steps of one case are numbered from 1 without gaps.</summary>
public interface ICaseStep : IEvent
{
    /// <summary>Id of the case, unique for ever: division, date, number.</summary>
    string CaseId { get; }

    /// <summary>Number of the step in the case's life, from 1. A receiver that misses a number misses an event.</summary>
    int Step { get; }

    /// <summary>Who did it: an operator's account, <c>system</c>, or a node's id where it asked for it.</summary>
    string By { get; }

    /// <summary>When it was done.</summary>
    DateTimeOffset At { get; }

    string IEvent.Subject => "cases/" + CaseId;
}
